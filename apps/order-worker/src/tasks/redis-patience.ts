import { isRedisUnavailable } from '@sluice/platform';
import type { IntakeGate } from './intake-gate';
import { sleepUntil } from './sleep-until';

const FIRST_PATIENCE_MS = 100;
const MOST_PATIENCE_MS = 2_000;

/**
 * Repeats `step` for as long as Redis is away, ever more rarely; a closed gate ends a wait at once,
 * so that the step can see it. Rejects with whatever else goes wrong.
 */
export async function whileRedisIsAway<T>(gate: IntakeGate, step: () => Promise<T>): Promise<T> {
  for (let waitMs = FIRST_PATIENCE_MS; ; waitMs = Math.min(waitMs * 2, MOST_PATIENCE_MS)) {
    try {
      return await step();
    } catch (error) {
      if (!isRedisUnavailable(error)) throw error;
    }
    await sleepUntil(performance.now() + waitMs, [gate.signal]);
  }
}
