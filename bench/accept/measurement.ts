import { busyCpuTimeUs, cpuTimeUs } from '../measure/process-cpu.ts';
import type { AcceptVariant, VariantKey } from './accept-variant.ts';
import type { LoadGenerator, LoadResult } from './load-generator.ts';
import { checkAllQueued, settled } from './variant-check.ts';

export interface Measurement extends LoadResult {
  variant: VariantKey;
  connections: number;
  round: number;
  requestsPerSecond: number;
  /** Of server and Redis together. */
  cpuUsPerOrder: number;
  serverCpuUsPerOrder: number;
  redisCpuUsPerOrder: number;
  /** Share of one core that went to processes outside of the measurement; 0 on a quiet machine. */
  foreignCpuShare: number;
}

export interface MeasureOptions {
  connections: number;
  round: number;
  seconds: number;
  warmUpSeconds: number;
}

/**
 * Warms the variant up, empties it, loads it and checks what it claims to have taken in.
 * @throws Error when an answer was not 202 or accepted orders are missing: a wrong figure is worse
 * than none.
 */
export async function measure(
  variant: AcceptVariant,
  generator: LoadGenerator,
  { connections, round, seconds, warmUpSeconds }: MeasureOptions,
): Promise<Measurement> {
  const load = { url: variant.url, connections, ...variant.load };
  await variant.reset();
  await generator.run({ ...load, seconds: warmUpSeconds, orderNumberPrefix: 'warm-' });
  await settled(variant);
  await variant.reset();
  const before = cpuOf(variant);
  const result = await generator.run({ ...load, seconds, orderNumberPrefix: `r${round}-` });
  const after = cpuOf(variant);
  const [serverUs, redisUs] = [after.serverUs - before.serverUs, after.redisUs - before.redisUs];
  const foreignUs = after.busyUs - before.busyUs - serverUs - redisUs;
  await settled(variant);
  if (result.failed > 0) throw new Error(`${variant.title}: ${result.failed} requests failed`);
  await checkAllQueued(variant, result.accepted, connections);
  return {
    variant: variant.key,
    connections,
    round,
    ...result,
    requestsPerSecond: result.accepted / result.seconds,
    cpuUsPerOrder: (serverUs + redisUs) / result.accepted,
    serverCpuUsPerOrder: serverUs / result.accepted,
    redisCpuUsPerOrder: redisUs / result.accepted,
    foreignCpuShare: foreignUs / 1_000_000 / result.seconds - result.generatorCpuShare,
  };
}

function cpuOf({ pids }: AcceptVariant) {
  const redisUs = pids.redis === undefined ? 0 : cpuTimeUs(pids.redis);
  return { serverUs: cpuTimeUs(pids.server), redisUs, busyUs: busyCpuTimeUs() };
}
