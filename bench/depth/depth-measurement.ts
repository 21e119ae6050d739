import { setTimeout as pause } from 'node:timers/promises';
import type { LoadGenerator, LoadResult } from '../accept/load-generator.ts';
import { cpuTimeUs } from '../measure/process-cpu.ts';
import { someOf } from '../measure/some-of.ts';
import { slowestMs } from './depth-fill.ts';
import { CONNECTIONS, type DepthKey, type DepthSubject } from './depth-subject.ts';
import { cancelAll, expire, lookUp } from './removals.ts';

const WARM_UP_S = 2;
const REST_MS = 500;

/** How much is done in a round, on either queue. */
export interface DepthPlan {
  /** Of taking orders in. */
  seconds: number;
  /** Orders whose way through the worker is timed. */
  drained: number;
  /** Orders that are cancelled, and as many that expire. */
  removals: number;
}

export type Phase = 'accept' | 'drain' | 'cancel' | 'expiry' | 'listing';

export interface DepthMeasurement {
  subject: DepthKey;
  round: number;
  /** Orders that waited when the measurement began. */
  depth: number;
  requestsPerSecond: number;
  p99Ms: number;
  cpuUsPerOrder: number;
  drainedPerSecond: number;
  cancelsPerSecond: number;
  /** From when the last one was due until all were expired. */
  expiredAfterMs: number;
  /** Median of finding an order by its number. */
  lookUpMs: number;
  /** The longest script of each phase. */
  slowestScriptMs: Record<Phase, number>;
}

/** Of what a drain may take beyond what is counted, before the queue is held again. */
const OVERSHOOT = 1.25;

/** Oldest orders of a queue that are drained, or may be, in so many rounds. */
export function drainedWithin({ drained }: DepthPlan, rounds: number): number {
  return Math.ceil(drained * OVERSHOOT) * rounds;
}

/**
 * One round on one queue: orders are taken in, drained, cancelled at random, expire, and are looked
 * up.
 * @param standing ids of `removals` random orders of a deep queue that still wait
 */
export async function measureDepth(
  subject: DepthSubject,
  generator: LoadGenerator,
  plan: DepthPlan,
  { round, standing }: { round: number; standing: readonly string[] },
): Promise<DepthMeasurement> {
  const intake = await measureIntake(subject, generator, plan, round);
  const accept = await slowestMs(subject);
  const waiting = subject.key === 'empty' ? await refill(subject, plan, round) : standing;
  await slowestMs(subject);
  const drainedPerSecond = await drain(subject, plan.drained);
  const draining = await slowestMs(subject);
  const cancelsPerSecond = await cancelAll(subject, waiting);
  const cancel = await slowestMs(subject);
  const { expiredAfterMs, orderNumbers } = await expire(subject, plan.removals, `x${round}-`);
  const expiry = await slowestMs(subject);
  const lookUpMs = await lookUp(subject, orderNumbers);
  const listing = await slowestMs(subject);
  const slowestScriptMs = { accept, drain: draining, cancel, expiry, listing };
  const removed = { cancelsPerSecond, expiredAfterMs, lookUpMs };
  return { subject: subject.key, round, ...intake, drainedPerSecond, ...removed, slowestScriptMs };
}

async function measureIntake(
  subject: DepthSubject,
  generator: LoadGenerator,
  { seconds }: DepthPlan,
  round: number,
) {
  if (subject.key === 'empty') await subject.empty();
  await send(subject, generator, WARM_UP_S, `w${round}-`);
  if (subject.key === 'empty') await subject.empty();
  const depth = await subject.queue.queued();
  await subject.redis.forgetSlow();
  const beforeUs = cpuOf(subject);
  const load = await send(subject, generator, seconds, `r${round}-`);
  return {
    depth,
    requestsPerSecond: load.accepted / load.seconds,
    p99Ms: load.p99Ms,
    cpuUsPerOrder: (cpuOf(subject) - beforeUs) / load.accepted,
  };
}

/** As few orders as the round needs; gives the ids of some that its drain leaves. */
async function refill(subject: DepthSubject, plan: DepthPlan, round: number): Promise<string[]> {
  await subject.empty();
  const drained = drainedWithin(plan, 1);
  const count = drained + 2 * plan.removals;
  const ids = await subject.batches.fill({ count, prefix: `f${round}-` });
  return someOf(ids.slice(drained), plan.removals);
}

/** @throws Error when the backend has an order twice */
async function drain(subject: DepthSubject, orders: number): Promise<number> {
  await subject.ledger.reset();
  await subject.queue.reachesWorker();
  const reached = subject.ledger.reaches(orders);
  const startedMs = performance.now();
  await Promise.all([subject.queue.release(), reached]);
  const elapsedMs = performance.now() - startedMs;
  await subject.hold();
  const rows = await subject.ledger.rows();
  const saved = new Set(rows.map(({ orderNumber }) => orderNumber));
  if (saved.size < rows.length) throw new Error(`${rows.length - saved.size} orders are doubled`);
  return (orders * 1_000) / elapsedMs;
}

/** @throws Error when anything but 202 was answered, or more was answered than queued */
async function send(
  subject: DepthSubject,
  generator: LoadGenerator,
  seconds: number,
  orderNumberPrefix: string,
): Promise<LoadResult> {
  const before = await subject.queue.queued();
  const load = { url: subject.intakeUrl, connections: CONNECTIONS, seconds, orderNumberPrefix };
  const result = await generator.run(load);
  // What was on its way when the generator hung up would fall into what comes next.
  await pause(REST_MS);
  const queued = (await subject.queue.queued()) - before;
  if (result.failed > 0) throw new Error(`${result.failed} orders were not taken in`);
  if (queued < result.accepted) throw new Error(`${result.accepted} accepted, ${queued} queued`);
  return result;
}

function cpuOf({ pids }: DepthSubject): number {
  return pids.reduce((sum, pid) => sum + cpuTimeUs(pid), 0);
}
