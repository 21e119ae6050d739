import type { RetryLimits } from './client-options.ts';
import { pause } from './pause.ts';
import { SluiceConnectionError } from './sluice-connection-error.ts';
import { SluiceProblem } from './sluice-problem.ts';

/** Whoever sent them, a proxy too; the gateway says `retryable` besides. */
const PASSING = new Set([408, 429, 502, 503, 504]);

/** Whether the same request may fare better in a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof SluiceConnectionError) return true;
  if (!(error instanceof SluiceProblem)) return false;
  return PASSING.has(error.status) || error.retryable;
}

/**
 * Repeats what fails for a passing reason, within attempts and deadline. Each pause is drawn at random
 * below a ceiling that doubles, so that clients do not come back together, on top of `Retry-After`.
 *
 * @param attempt is given the time that is left for it, in ms
 * @throws what the last attempt threw
 */
export async function retrying<T>(
  attempt: (leftMs: number) => Promise<T>,
  limits: RetryLimits,
  signal?: AbortSignal,
): Promise<T> {
  const endsAt = performance.now() + limits.deadlineMs;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(endsAt - performance.now());
    } catch (error) {
      const delayMs = delayAfter(error, tried, limits);
      const isLast = tried >= limits.attempts || performance.now() + delayMs >= endsAt;
      if (isLast || !isPassing(error)) throw error;
      await pause(delayMs, signal);
    }
  }
}

function delayAfter(error: unknown, tried: number, limits: RetryLimits): number {
  const ceiling = Math.min(limits.longestDelayMs, limits.firstDelayMs * 2 ** (tried - 1));
  const asked = error instanceof SluiceProblem ? (error.retryAfterMs ?? 0) : 0;
  return asked + Math.random() * ceiling;
}
