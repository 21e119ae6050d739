/** How long does a client wait for its 202 while orders arrive at a constant rate? */
import { expectAccepted } from '../lib/answers.ts';
import { submit } from '../lib/gateway.ts';
import { numberOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';
import { Trend } from 'k6/metrics';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const rate = numberOption('rate', 300);
const seconds = numberOption('seconds', 20);
const p99Ms = numberOption('p99', 100);

const acceptTime = new Trend('accept_time', true);

export const options = suiteOptions({
  seconds,
  scenarios: {
    accept: {
      executor: 'constant-arrival-rate',
      exec: 'accept',
      rate,
      timeUnit: '1s',
      duration: `${seconds}s`,
      // As many as it takes to go on sending while answers take a second.
      preAllocatedVUs: Math.max(20, Math.ceil(rate / 2)),
      maxVUs: Math.max(50, rate),
    },
  },
  thresholds: { accept_time: [`p(99)<${p99Ms}`] },
});

export function accept(): void {
  const sent = submit('async');
  expectAccepted(sent);
  acceptTime.add(sent.answer.timings.duration);
}
