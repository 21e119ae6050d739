import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
  timeoutMs: number;
  intervalMs?: number;
  signal?: AbortSignal | undefined;
}

/** Asks until the answer is true; false when time is over or `signal` was given. */
export async function pollUntil(
  ask: () => boolean | Promise<boolean>,
  { timeoutMs, intervalMs = 25, signal }: PollOptions,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!signal?.aborted) {
    if (await ask()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(intervalMs);
  }
  return false;
}
