import { BackendLedger } from '../measure/backend-ledger.ts';
import type { Stack } from '../../scripts/stack/stack.ts';
import type { Progress } from '../measure/progress.ts';
import type { Resources } from '../measure/resources.ts';
import { grouped } from '../measure/text-table.ts';
import { measureRate, type NominalRate, type RateMeasurement } from './rate-measurement.ts';
import { sluiceWorker } from './worker.subject.ts';

export const NOMINAL_RATE: NominalRate = { max: 300, windowMs: 1_000 };

/** Two, since the limit holds over all of them; one alone could barely send that much at 50 ms. */
export const RATE_WORKERS = 2;

/** Ten seconds at the nominal rate. */
const ORDERS = 3_000;

/** A stack of its own with the rate limit on, measured `rounds` times. */
export async function measureRateRounds(
  resources: Resources,
  rounds: number,
  progress: Progress,
): Promise<RateMeasurement[]> {
  const stack = await startLimitedStack(resources);
  const subject = sluiceWorker(resources, stack, `${RATE_WORKERS} order-workers`);
  const ledger = new BackendLedger(stack.backendUrl);
  const measurements: RateMeasurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress.live(`round ${round} of ${rounds}: ${subject.title} at ${NOMINAL_RATE.max}/s`);
    const options = { count: ORDERS, round, nominal: NOMINAL_RATE };
    const measurement = await measureRate(subject, ledger, options);
    measurements.push(measurement);
    progress.line(summary(measurement, rounds));
  }
  return measurements;
}

async function startLimitedStack(resources: Resources): Promise<Stack> {
  const { max, windowMs } = NOMINAL_RATE;
  return resources.stack({
    dataDir: await resources.folder(),
    workers: RATE_WORKERS,
    profile: 'unbounded',
    env: { ORDER_RATE_MAX: String(max), ORDER_RATE_WINDOW_MS: String(windowMs) },
  });
}

function summary(measured: RateMeasurement, rounds: number): string {
  const { round, orders, ofNominal, worstWindowOfNominal } = measured;
  const share = `${grouped(ofNominal, 3)} of the nominal rate`;
  const worst = `${grouped(worstWindowOfNominal, 3)} in the fullest second`;
  return `${round}/${rounds}  ${grouped(orders)} orders  ${share}, ${worst}`;
}
