import { setTimeout as pause } from 'node:timers/promises';
import type { AcceptVariant } from '../accept/accept-variant.ts';
import type { LoadGenerator } from '../accept/load-generator.ts';
import { percentile } from '../measure/statistics.ts';
import type { Burst, BurstCase } from './burst.model.ts';
import { openFresh } from './fresh-connections.ts';
import { kernelCounters } from './kernel-counters.ts';

/** A gateway, and whether it is busy when the burst comes. */
export interface BurstSubject {
  case: BurstCase;
  gateway: AcceptVariant;
  isLoaded: boolean;
}

export interface BurstOptions {
  round: number;
  /** Fresh connections at once. */
  connections: number;
  /** Of load around the burst, which comes in its middle. */
  seconds: number;
}

const LOAD_CONNECTIONS = 64;

/** @throws Error when any order was not accepted, of the burst or of the load */
export async function measureBurst(
  { case: name, gateway, isLoaded }: BurstSubject,
  generator: LoadGenerator,
  { round, connections, seconds }: BurstOptions,
): Promise<Burst> {
  await gateway.reset();
  const prefix = `burst-${round}`;
  const load = { url: gateway.url, connections: LOAD_CONNECTIONS, seconds };
  const loading = isLoaded
    ? generator.run({ ...load, orderNumberPrefix: `load-${round}-` })
    : undefined;
  if (isLoaded) await pause((seconds * 1_000) / 2);
  const before = kernelCounters();
  const tookMs = await openFresh(gateway.url, connections, prefix);
  const after = kernelCounters();
  const result = await loading;
  if (result && result.failed > 0) throw new Error(`${result.failed} requests of the load failed`);
  return {
    case: name,
    round,
    p50Ms: percentile(tookMs, 0.5),
    p99Ms: percentile(tookMs, 0.99),
    maxMs: Math.max(...tookMs),
    overASecond: tookMs.filter((ms) => ms >= 1_000).length,
    synRetransmits: after.synRetransmits - before.synRetransmits,
    listenOverflows: after.listenOverflows - before.listenOverflows,
  };
}
