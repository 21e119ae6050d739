/** Does anything grow that should not (memory, handles, keys in Redis) while orders come for an hour? */
import { Trend } from 'k6/metrics';
import { expectAccepted } from '../lib/answers.ts';
import { submit } from '../lib/gateway.ts';
import { numberOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const rate = numberOption('rate', 100);
const seconds = Math.ceil(numberOption('minutes', 60) * 60);

const acceptTime = new Trend('accept_time', true);

export const options = suiteOptions({
  seconds,
  scenarios: {
    steady: {
      executor: 'constant-arrival-rate',
      exec: 'order',
      rate,
      timeUnit: '1s',
      duration: `${seconds}s`,
      preAllocatedVUs: rate,
      maxVUs: rate * 4,
    },
  },
  thresholds: { accept_time: ['max>=0'] },
});

export function order(): void {
  const sent = submit('async');
  expectAccepted(sent);
  acceptTime.add(sent.answer.timings.duration);
}
