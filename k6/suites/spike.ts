/** What does a crowd that comes all at once, and goes again, do to those who order anyway? */
import { Trend } from 'k6/metrics';
import { expectAccepted, expectRefused } from '../lib/answers.ts';
import { submit } from '../lib/gateway.ts';
import { numberOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';
import exec from 'k6/execution';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const calm = numberOption('rate', 50);
const height = numberOption('height', 1_000);
const crowdSeconds = numberOption('crowd-seconds', 3);
const CALM_SECONDS = 6;

const acceptTime = new Trend('accept_time', true);

const regulars = {
  executor: 'constant-arrival-rate' as const,
  exec: 'order',
  rate: calm,
  timeUnit: '1s',
  duration: `${2 * CALM_SECONDS + crowdSeconds}s`,
  preAllocatedVUs: calm,
  maxVUs: calm * 4,
};

const crowd = {
  ...regulars,
  rate: height,
  startTime: `${CALM_SECONDS}s`,
  duration: `${crowdSeconds}s`,
  // There from the start: a virtual user that has to be made first comes too late for its order.
  preAllocatedVUs: Math.min(1_000, height),
  maxVUs: Math.min(2_000, height * 2),
};

export const options = suiteOptions({
  seconds: 2 * CALM_SECONDS + crowdSeconds,
  scenarios: { regulars, crowd },
  thresholds: {
    'accept_time{who:regulars}': ['max>=0'],
    'accept_time{who:crowd}': ['max>=0'],
  },
});

export function order(): void {
  const sent = submit('async');
  if (sent.answer.status === 202) expectAccepted(sent);
  else expectRefused(sent);
  acceptTime.add(sent.answer.timings.duration, { who: exec.scenario.name });
}
