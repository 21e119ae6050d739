import { setTimeout as pause } from 'node:timers/promises';
import type { LoadGenerator, LoadResult } from '../accept/load-generator.ts';
import { cpuTimeUs } from '../measure/process-cpu.ts';
import type { DepthKey, DepthSubject } from './depth-subject.ts';

/** Orders whose way through the worker is timed. */
export const DRAINED_ORDERS = 3_000;

const CONNECTIONS = 64;
const WARM_UP_S = 2;
const REST_MS = 500;
/** So that the queue is deep enough when it is measured first, and deeper afterwards. */
const FILL_STEP_S = 3;

export interface DepthMeasurement {
  subject: DepthKey;
  round: number;
  /** Orders that waited when the measurement began. */
  depth: number;
  requestsPerSecond: number;
  p99Ms: number;
  cpuUsPerOrder: number;
  /** From letting the worker loose until the backend had saved {@link DRAINED_ORDERS}. */
  drainMs: number;
}

/** What a waiting order holds of Redis' memory. */
export interface DepthFill {
  orders: number;
  bytesPerOrder: number;
  /** How fast orders were taken in meanwhile, by how many were waiting before. */
  steps: readonly { depth: number; requestsPerSecond: number }[];
}

/** Fills the queue through the gateway until `depth` orders wait. */
export async function fill(
  subject: DepthSubject,
  generator: LoadGenerator,
  depth: number,
  onProgress: (waiting: number) => void,
): Promise<DepthFill> {
  await subject.empty();
  const emptyBytes = await subject.redis.usedBytes();
  const steps: DepthFill['steps'][number][] = [];
  let waiting = 0;
  for (let step = 0; waiting < depth; step += 1) {
    const { accepted, seconds } = await send(subject, generator, FILL_STEP_S, `fill${step}-`);
    steps.push({ depth: waiting, requestsPerSecond: accepted / seconds });
    waiting = await subject.waiting();
    onProgress(waiting);
  }
  const bytes = (await subject.redis.usedBytes()) - emptyBytes;
  return { orders: waiting, bytesPerOrder: bytes / waiting, steps };
}

/** Takes orders in for `seconds`, then lets the worker send {@link DRAINED_ORDERS} of what waits. */
export async function measureDepth(
  subject: DepthSubject,
  generator: LoadGenerator,
  { round, seconds }: { round: number; seconds: number },
): Promise<DepthMeasurement> {
  if (subject.key === 'empty') await subject.empty();
  await send(subject, generator, WARM_UP_S, `w${round}-`);
  if (subject.key === 'empty') await subject.empty();
  const depth = await subject.waiting();
  const beforeUs = cpuOf(subject);
  const load = await send(subject, generator, seconds, `r${round}-`);
  const cpuUsPerOrder = (cpuOf(subject) - beforeUs) / load.accepted;
  const drainMs = await drain(subject);
  return {
    subject: subject.key,
    round,
    depth,
    requestsPerSecond: load.accepted / load.seconds,
    p99Ms: load.p99Ms,
    cpuUsPerOrder,
    drainMs,
  };
}

async function drain(subject: DepthSubject): Promise<number> {
  await subject.ledger.reset();
  const reached = subject.ledger.reaches(DRAINED_ORDERS);
  const startedMs = performance.now();
  await Promise.all([subject.release(), reached]);
  const elapsedMs = performance.now() - startedMs;
  await subject.hold();
  return elapsedMs;
}

/** @throws Error when anything but 202 was answered, or more was answered than queued */
async function send(
  subject: DepthSubject,
  generator: LoadGenerator,
  seconds: number,
  orderNumberPrefix: string,
): Promise<LoadResult> {
  const before = await subject.waiting();
  const load = { url: subject.intakeUrl, connections: CONNECTIONS, seconds, orderNumberPrefix };
  const result = await generator.run(load);
  // What was on its way when the generator hung up would fall into what comes next.
  await pause(REST_MS);
  const queued = (await subject.waiting()) - before;
  if (result.failed > 0) throw new Error(`${result.failed} orders were not taken in`);
  if (queued < result.accepted) throw new Error(`${result.accepted} accepted, ${queued} queued`);
  return result;
}

function cpuOf({ pids }: DepthSubject): number {
  return pids.reduce((sum, pid) => sum + cpuTimeUs(pid), 0);
}
