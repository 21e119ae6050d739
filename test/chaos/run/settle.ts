import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { isBack } from '../cluster/member.ts';

const INTERVAL_MS = 200;

/** Resolves to whether nothing was left to do before the time was over. */
export async function settles(cluster: Cluster, withinMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + withinMs;
  await Promise.all(cluster.members.map(isBack));
  while (performance.now() < deadlineMs) {
    if (await isIdle(cluster)) return true;
    await sleep(INTERVAL_MS);
  }
  return false;
}

/**
 * What is still left of work after the time that Bull needs to find a dead worker's bell, and a worker to
 * find that it rings for nothing: the bell's lock, the look at stalled jobs, and some.
 */
export async function leftoversOf({ probe }: Cluster, withinMs: number): Promise<string[]> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    const leftovers = await probe.leftovers();
    if (leftovers.length === 0 || performance.now() >= deadlineMs) return leftovers;
    await sleep(INTERVAL_MS);
  }
}

async function isIdle({ probe }: Cluster): Promise<boolean> {
  try {
    const { queued, processing } = await probe.depth();
    return queued + processing === 0;
  } catch {
    return false;
  }
}
