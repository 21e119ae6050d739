import { type Run, type RunTotals, totalsOf } from '@sluice/simulation';
import { countText } from '../page/count-text';
import { shortSeconds } from '../page/duration-text';

/** What a whole run shows, in sentences made of its own numbers. */
export function analysisOf(run: Run): string {
  const totals = totalsOf(run);
  const sentences =
    run.pattern === 'sync' ? syncSentences(run, totals) : asyncSentences(run, totals);
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function syncSentences({ scenario }: Run, totals: RunTotals): string[] {
  const { completed, timedOut, refused, abandoned, firstRefusalMs, backendFreeAtMs } = totals;
  const patience = shortSeconds(scenario.upstreamTimeoutMs);
  return [
    firstRefusalMs === undefined
      ? `The ${countText(scenario.threads, 'thread')} were enough: nobody was turned away.`
      : `All ${countText(scenario.threads, 'thread')} were held when ${shortSeconds(firstRefusalMs)} had passed, and ${refused} of ${countText(scenario.calls, 'call')} were refused with 503 without waiting.`,
    completed > 0
      ? `${countText(completed, 'call')} got a 200 in time.`
      : 'Not one call got a 200.',
    timedOut > 0
      ? `${countText(timedOut, 'call')} held a thread for ${patience} and ended in a 504.`
      : '',
    abandoned > 0
      ? `The backend worked on ${countText(abandoned, 'call')} that nobody waited for any more, until ${shortSeconds(backendFreeAtMs)}.`
      : '',
  ];
}

function asyncSentences({ scenario }: Run, totals: RunTotals): string[] {
  const { completed, expired, refused, peakDepth, firstRefusalMs, endedAtMs } = totals;
  const accepted = scenario.calls - refused;
  return [
    `${accepted === scenario.calls ? `All ${countText(accepted, 'call')}` : `${accepted} of ${countText(scenario.calls, 'call')}`} got a 202 at once, and up to ${peakDepth} stood in the queue.`,
    firstRefusalMs === undefined
      ? ''
      : `The queue was full at ${shortSeconds(firstRefusalMs)}, and ${countText(refused, 'call')} were refused at once, which tells them to come back later.`,
    expired > 0
      ? `${countText(expired, 'call')} waited for ${shortSeconds(scenario.ttlMs)} and expired (410) before the backend ever saw them.`
      : '',
    `${countText(completed, 'call')} ended with a result, the last outcome was known after ${shortSeconds(endedAtMs)}, and the backend never had more than ${scenario.backendWorkers} at a time.`,
  ];
}
