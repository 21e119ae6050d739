import { BackendLedger } from '../measure/backend-ledger.ts';
import { busyCpuTimeUs, cpuTimeUs } from '../measure/process-cpu.ts';
import type { Progress } from '../measure/progress.ts';
import { rotated } from '../measure/rotation.ts';
import { grouped } from '../measure/text-table.ts';
import { measureUnloaded } from './latency-probe.ts';
import type { OrderWay, WayKey } from './order-way.ts';
import type { Saturate, SaturationResult } from './saturate.ts';

export interface RoundsOptions {
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
  connections: number;
  /** Orders of each way in the unloaded part of a round. */
  unloadedOrders: number;
}

export interface BridgeMeasurement extends SaturationResult {
  way: WayKey;
  round: number;
  /** Median with one order at a time. */
  unloadedP50Ms: number;
  ordersPerSecond: number;
  /** CPU per order in µs, by process. */
  cpuUsPerOrder: Record<string, number>;
  /** Cores that went to processes outside of the measurement, the generator included. */
  foreignCores: number;
}

/** Until the code that three processes share out among them is compiled. */
const FIRST_WARM_UP_S = 12;

/** Every way once per round, each round begun with another one. */
export async function measureBridgeRounds(
  ways: readonly OrderWay[],
  saturate: Saturate,
  options: RoundsOptions,
  progress: Progress,
): Promise<BridgeMeasurement[]> {
  const measurements: BridgeMeasurement[] = [];
  for (const way of ways) {
    progress.live(`warming up: ${way.title}`);
    await saturate(way, { ...options, seconds: FIRST_WARM_UP_S, prefix: `first-${way.key}-` });
  }
  for (let round = 1; round <= options.rounds; round += 1) {
    progress.live(`round ${round} of ${options.rounds}, unloaded`);
    const probe = { orders: options.unloadedOrders, prefix: `u${round}` };
    const unloaded = await measureUnloaded(ways, probe);
    for (const way of rotated(ways, round - 1)) {
      progress.live(`round ${round} of ${options.rounds}: ${way.title}`);
      const loaded = await measureLoaded(way, saturate, options, round);
      const measured = { ...loaded, way: way.key, round, unloadedP50Ms: unloaded[way.key] };
      measurements.push(measured);
      progress.line(summary(way, measured, options.rounds));
    }
  }
  return measurements;
}

async function measureLoaded(
  way: OrderWay,
  saturate: Saturate,
  { connections, seconds, warmUpSeconds }: RoundsOptions,
  round: number,
) {
  const ledger = new BackendLedger(way.backendUrl);
  await saturate(way, { connections, seconds: warmUpSeconds, prefix: `w${round}-${way.key}-` });
  await ledger.reset();
  const before = cpuOf(way);
  const result = await saturate(way, { connections, seconds, prefix: `l${round}-${way.key}-` });
  const after = cpuOf(way);
  if (result.failed > 0) throw new Error(`${way.title}: ${result.failed} orders without outcome`);
  // Whoever answers without saving would win.
  await ledger.reaches(result.accepted);
  const names = Object.keys(way.pids);
  const usedUs = (name: string) => (after.own[name] ?? 0) - (before.own[name] ?? 0);
  const ownUs = names.reduce((sum, name) => sum + usedUs(name), 0);
  return {
    ...result,
    ordersPerSecond: result.accepted / result.seconds,
    cpuUsPerOrder: Object.fromEntries(names.map((it) => [it, usedUs(it) / result.accepted])),
    foreignCores: (after.busyUs - before.busyUs - ownUs) / 1_000_000 / result.seconds,
  };
}

function cpuOf({ pids }: OrderWay) {
  const own = Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => [name, cpuTimeUs(pid)] as const),
  );
  return { own, busyUs: busyCpuTimeUs() };
}

function summary({ title }: OrderWay, measured: BridgeMeasurement, rounds: number): string {
  const { round, ordersPerSecond, p50Ms, p99Ms, unloadedP50Ms, foreignCores } = measured;
  return [
    `${round}/${rounds}`,
    title.padEnd(48),
    `unloaded p50 ${grouped(unloadedP50Ms, 2)} ms`.padEnd(22),
    `${grouped(ordersPerSecond)}/s`.padStart(9),
    `p50 ${grouped(p50Ms, 1)} p99 ${grouped(p99Ms, 1)} ms`.padEnd(24),
    `${grouped(foreignCores, 2)} cores elsewhere`,
  ].join('  ');
}
