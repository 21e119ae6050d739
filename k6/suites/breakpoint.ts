/** At which rate does accepting orders get slow: where is the knee? */
import { Trend } from 'k6/metrics';
import exec from 'k6/execution';
import { expectAccepted } from '../lib/answers.ts';
import { submit } from '../lib/gateway.ts';
import { numberOption } from '../lib/suite-options.ts';
import { beat } from '../lib/pulse.ts';
import { reported, suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';

const from = numberOption('from', 250);
const steps = numberOption('steps', 8);
const factor = numberOption('factor', 1.5);
const stepSeconds = numberOption('step-seconds', 5);

const stepTime = new Trend('step_time', true);

const RATES = Array.from({ length: steps }, (_, step) => Math.round(from * factor ** step));

export const options = suiteOptions({
  seconds: steps * stepSeconds,
  scenarios: Object.fromEntries(RATES.map((rate, step) => [`step_${rate}`, stepOf(rate, step)])),
  // What each step came to; the knee is read off these.
  thresholds: {
    ...reported(...RATES.map((rate) => `step_time{scenario:step_${rate}}`)),
    ...reported(...RATES.map((rate) => `generator_lag{step:${rate}}`)),
    // What cannot be sent any more is what is looked for.
    dropped_iterations: ['count>=0'],
  },
});

/** Beyond the knee everything is late, the generator as well; up to there it must not be. */
export function pulse(): void {
  beat((elapsedMs) => ({ step: String(RATES[Math.floor(elapsedMs / 1_000 / stepSeconds)]) }));
}

function stepOf(rate: number, step: number) {
  return {
    executor: 'constant-arrival-rate' as const,
    exec: 'accept',
    rate,
    timeUnit: '1s',
    duration: `${stepSeconds}s`,
    startTime: `${step * stepSeconds}s`,
    preAllocatedVUs: Math.min(500, rate),
    maxVUs: Math.min(1_000, rate * 2),
    gracefulStop: '2s',
  };
}

export function accept(): void {
  const sent = submit('async');
  expectAccepted(sent);
  stepTime.add(sent.answer.timings.duration, { scenario: exec.scenario.name });
}
