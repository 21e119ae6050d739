/** Does the gateway keep its head when ten times more orders come than the backend can take, and recover? */
import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
import { expectAccepted, expectRefused } from '../lib/answers.ts';
import { submit } from '../lib/gateway.ts';
import { OVERLOAD, overloadPhase, overloadSeconds } from '../lib/overload-plan.ts';
import { numberOption } from '../lib/suite-options.ts';
import { reported, suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

/** What the backend takes per second; the whole run gets smaller with it. */
const capacity = OVERLOAD.capacityPerSecond / numberOption('scale', 1);
const p99Ms = numberOption('p99', 250);

const acceptTime = new Trend('accept_time', true);

const rateAt = (share: number) => Math.max(1, Math.round(capacity * share));
const MOST_AT_ONCE = 2_000;

/** There from the start: a virtual user that has to be made first comes too late for its order. */
const READY = Math.min(600, rateAt(5));

export const options = suiteOptions({
  seconds: overloadSeconds(),
  scenarios: {
    clients: {
      executor: 'ramping-arrival-rate',
      exec: 'client',
      startRate: rateAt(OVERLOAD.calmShare),
      timeUnit: '1s',
      stages: OVERLOAD.stages.map(({ share, seconds }) => ({
        target: rateAt(share),
        duration: `${seconds}s`,
      })),
      preAllocatedVUs: READY,
      maxVUs: MOST_AT_ONCE,
    },
  },
  thresholds: {
    'accept_time{phase:overload}': [`p(99)<${p99Ms}`],
    'accept_time{phase:after}': [`p(99)<${p99Ms}`],
    // Without a single refusal there was no overload, and nothing was shown.
    orders_refused: ['count>=1'],
    ...reported('accept_time{phase:before}'),
  },
});

export function client(): void {
  const phase = overloadPhase((Date.now() - exec.scenario.startTime) / 1_000);
  const sent = submit('async');
  if (sent.answer.status !== 202) {
    expectRefused(sent);
    return;
  }
  expectAccepted(sent);
  acceptTime.add(sent.answer.timings.duration, { phase });
}
