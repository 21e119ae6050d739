/** How long does it take from the 202 until the client knows that its order is completed? */
import { check } from 'k6';
import { Trend } from 'k6/metrics';
import type { Scenario } from 'k6/options';
import { expectAccepted } from '../lib/answers.ts';
import { follow, type Patience } from '../lib/following.ts';
import { followEvents, header, submit, type Answer } from '../lib/gateway.ts';
import { note } from '../lib/journal.ts';
import { numberOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const rate = numberOption('rate', 20);
const seconds = numberOption('seconds', 15);
const pollMs = numberOption('poll-ms', 200);
const p95Ms = numberOption('p95', 400);

const completionTime = new Trend('completion_time', true);

const WAYS = ['polling', 'long-polling', 'events'] as const;

export const options = suiteOptions({
  seconds,
  scenarios: Object.fromEntries(WAYS.map((way) => [way, scenarioOf(way)])),
  thresholds: {
    'completion_time{way:polling}': [`p(95)<${p95Ms + pollMs}`],
    'completion_time{way:long-polling}': [`p(95)<${p95Ms}`],
    'completion_time{way:events}': [`p(95)<${p95Ms}`],
  },
});

function scenarioOf(way: (typeof WAYS)[number]): Scenario {
  return {
    executor: 'constant-arrival-rate',
    exec: { polling: 'polling', 'long-polling': 'longPolling', events: 'events' }[way],
    rate,
    timeUnit: '1s',
    duration: `${seconds}s`,
    preAllocatedVUs: rate * 3,
    maxVUs: rate * 20,
    tags: { way },
  };
}

/** The pattern as it is told: a 202, then a question every now and then. */
export function polling(): void {
  followBy({ pauseS: pollMs / 1_000, longestS: 15 });
}

export function longPolling(): void {
  followBy({ pauseS: 0, longestS: 15, headers: { prefer: 'wait=5' } });
}

/** k6 has no event source of its own; the stream ends with the order, so that its end is the news. */
export function events(): void {
  const startedMs = Date.now();
  const sent = submit('async');
  if (!expectAccepted(sent)) return;
  const stream = followEvents(sent.id);
  completionTime.add(Date.now() - startedMs);
  const isCompleted = check(stream, {
    'events: 200': ({ status }) => status === 200,
    'events: a stream of events': (it) =>
      header(it, 'Content-Type').startsWith('text/event-stream'),
    'events: the last one says completed': (it) => lastStatus(it) === 'completed',
  });
  if (isCompleted) note('completed', sent.orderNumber, sent.id);
}

function followBy(patience: Patience): void {
  const startedMs = Date.now();
  const sent = submit('async');
  if (!expectAccepted(sent)) return;
  const { status } = follow(sent.id, patience);
  completionTime.add(Date.now() - startedMs);
  check(status, { 'followed: completed': (it) => it === 'completed' });
  if (status === 'completed') note('completed', sent.orderNumber, sent.id);
}

/** Status in the data of the last event. */
function lastStatus({ body }: Answer): string | undefined {
  const data = typeof body === 'string' ? [...body.matchAll(/^data: ?(.+)$/gm)].at(-1)?.[1] : '';
  return /"status":"(\w+)"/.exec(data ?? '')?.[1];
}
