/** Is a client that prefers to wait answered like one of a synchronous API, and 202 when it takes too long? */
import { check } from 'k6';
import { Trend } from 'k6/metrics';
import type { Scenario } from 'k6/options';
import { expectAccepted, expectCompleted } from '../lib/answers.ts';
import { header, submit, type Sent } from '../lib/gateway.ts';
import { numberOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

const rate = numberOption('rate', 40);
const seconds = numberOption('seconds', 15);
const p95Ms = numberOption('p95', 400);

const bridgeTime = new Trend('bridge_time', true);

export const options = suiteOptions({
  seconds,
  scenarios: {
    waiting: arriving('waiting', rate),
    impatient: arriving('impatient', Math.max(1, Math.round(rate / 10))),
    unconditional: arriving('unconditional', Math.max(1, Math.round(rate / 10))),
  },
  thresholds: { bridge_time: [`p(95)<${p95Ms}`] },
});

function arriving(exec: string, perSecond: number): Scenario {
  return {
    executor: 'constant-arrival-rate',
    exec,
    rate: perSecond,
    timeUnit: '1s',
    duration: `${seconds}s`,
    preAllocatedVUs: perSecond * 2,
    maxVUs: perSecond * 20,
  };
}

/** Sync over async: the 200 comes through the queue. */
export function waiting(): void {
  const sent = submit('negotiated', { prefer: 'wait=10' });
  expectCompleted(sent);
  bridgeTime.add(sent.answer.timings.duration);
  expectApplied(sent, /\bwait\b/);
}

/** Who waits for no time at all gets what waiting too long gets: a 202, never a 504. */
export function impatient(): void {
  const sent = submit('negotiated', { prefer: 'respond-async, wait=0' });
  expectAccepted(sent);
}

export function unconditional(): void {
  const sent = submit('negotiated', { prefer: 'respond-async' });
  expectAccepted(sent);
  expectApplied(sent, /\brespond-async\b/);
}

function expectApplied({ answer }: Sent, preference: RegExp): void {
  check(answer, {
    'preference: applied': (it) => preference.test(header(it, 'Preference-Applied')),
    'preference: Vary': (it) => /\bprefer\b/i.test(header(it, 'Vary')),
  });
}
