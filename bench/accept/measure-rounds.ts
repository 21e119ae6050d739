import type { Progress } from '../measure/progress.ts';
import { rotated } from '../measure/rotation.ts';
import { grouped } from '../measure/text-table.ts';
import type { AcceptVariant } from './accept-variant.ts';
import type { LoadGenerator } from './load-generator.ts';
import { measure, type MeasureOptions, type Measurement } from './measurement.ts';

export interface RoundsOptions {
  connections: readonly number[];
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
}

/** Every variant once per round and number of connections, each round begun with another one. */
export async function measureRounds(
  variants: readonly AcceptVariant[],
  generator: LoadGenerator,
  { connections, rounds, ...timing }: RoundsOptions,
  progress: Progress,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const count of connections) {
      const asked = variants.filter((one) => one.connections?.includes(count) ?? true);
      for (const variant of rotated(asked, round - 1)) {
        progress.live(`round ${round} of ${rounds}, ${count} connections: ${variant.title}`);
        const options: MeasureOptions = { ...timing, connections: count, round };
        const measurement = await measure(variant, generator, options);
        measurements.push(measurement);
        progress.line(summary(variant, measurement, rounds));
      }
    }
  }
  return measurements;
}

function summary({ title }: AcceptVariant, measured: Measurement, rounds: number): string {
  const { round, connections, requestsPerSecond, p50Ms, p99Ms, cpuUsPerOrder } = measured;
  return [
    `${round}/${rounds}`,
    `${connections} connections`.padStart(15),
    title.padEnd(54),
    `${grouped(requestsPerSecond)}/s`.padStart(9),
    `p50 ${grouped(p50Ms, 1)} p99 ${grouped(p99Ms, 1)} ms`.padEnd(24),
    `${grouped(cpuUsPerOrder)} µs CPU`,
  ].join('  ');
}
