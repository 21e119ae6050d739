import type { DepthSubject } from './depth-subject.ts';
import { SLOW_FROM_MS } from './depth-subject.ts';

/** What a step of the filling came to. */
export interface FillStep {
  /** Orders that waited before it. */
  depth: number;
  ordersPerSecond: number;
  /** The longest script of the step; a call takes in up to a whole batch. */
  slowestScriptMs: number;
}

/** A queue that was filled, and what a waiting order holds of Redis' memory. */
export interface DepthFill {
  orders: number;
  bytesPerOrder: number;
  steps: readonly FillStep[];
}

const STEPS = 20;

/** Until the gateway's code is compiled. */
const WARM_UP_ORDERS = 10_000;

/**
 * Fills the queue through the gateway until `depth` orders wait. Gives their ids too, the oldest
 * first.
 */
export async function fill(
  subject: DepthSubject,
  depth: number,
  onProgress: (waiting: number) => void,
): Promise<DepthFill & { ids: string[] }> {
  await subject.batches.fill({ count: WARM_UP_ORDERS, prefix: 'warm-' });
  await subject.empty();
  await subject.redis.forgetSlow();
  const emptyBytes = await subject.redis.usedBytes();
  const steps: FillStep[] = [];
  const ids: string[] = [];
  while (ids.length < depth) {
    const before = ids.length;
    const count = Math.min(Math.ceil(depth / STEPS), depth - before);
    const startedMs = performance.now();
    ids.push(...(await subject.batches.fill({ count, prefix: 'fill-', first: before })));
    const ordersPerSecond = (count * 1_000) / (performance.now() - startedMs);
    steps.push({ depth: before, ordersPerSecond, slowestScriptMs: await slowestMs(subject) });
    onProgress(ids.length);
  }
  const queued = await subject.queue.queued();
  if (queued !== depth) throw new Error(`${depth} orders were accepted, ${queued} wait`);
  const bytes = (await subject.redis.usedBytes()) - emptyBytes;
  return { orders: depth, bytesPerOrder: bytes / depth, steps, ids };
}

/** The longest script since the last time it was asked, in ms; a short one counts as the threshold. */
export async function slowestMs({ redis }: DepthSubject): Promise<number> {
  const slowest = await redis.slowestScript();
  await redis.forgetSlow();
  return slowest?.ms ?? SLOW_FROM_MS;
}
