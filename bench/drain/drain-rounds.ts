import type { BackendLedger } from '../measure/backend-ledger.ts';
import type { Progress } from '../measure/progress.ts';
import { rotated } from '../measure/rotation.ts';
import { grouped } from '../measure/text-table.ts';
import { measureDrain, type DrainMeasurement } from './drain-measurement.ts';
import type { DrainSubject } from './drain-subject.ts';

export interface DrainRoundsOptions {
  sizes: readonly number[];
  rounds: number;
  /** Of each subject, before the first round. */
  warmUpOrders: number;
}

/** Every subject once per round and number of orders, each round begun with another one. */
export async function measureDrainRounds(
  subjects: readonly DrainSubject[],
  ledger: BackendLedger,
  { sizes, rounds, warmUpOrders }: DrainRoundsOptions,
  progress: Progress,
): Promise<DrainMeasurement[]> {
  const measurements: DrainMeasurement[] = [];
  for (const subject of subjects) await measureDrain(subject, ledger, warmUpOrders, 0);
  for (let round = 1; round <= rounds; round += 1) {
    for (const size of sizes) {
      for (const subject of rotated(subjects, round - 1)) {
        progress.live(`round ${round} of ${rounds}: ${subject.title}, ${size} orders`);
        const measurement = await measureDrain(subject, ledger, size, round);
        measurements.push(measurement);
        progress.line(summary(subject, measurement, rounds));
      }
    }
  }
  return measurements;
}

function summary({ title }: DrainSubject, measured: DrainMeasurement, rounds: number): string {
  const { round, orders, elapsedMs } = measured;
  const name = title.padEnd(32);
  const rate = grouped((orders * 1_000) / elapsedMs);
  return `${round}/${rounds}  ${grouped(orders)} orders  ${name}  ${grouped(elapsedMs).padStart(7)} ms  ${rate}/s`;
}
