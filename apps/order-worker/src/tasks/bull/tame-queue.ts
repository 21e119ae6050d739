import { isRedisUnavailable, type Logger } from '@sluice/platform';
import type { Queue } from 'bull';

/** Of a job that was doubled or taken over meanwhile, which the record makes harmless. */
const EXPECTED = /^(Missing (key|lock) for job|Lock mismatch for job|Job \S+ is not in the)/;
const QUIET_MS = 5_000;

type Promising = (...args: unknown[]) => Promise<unknown>;

/**
 * Makes Bull's background work tell about its failures in place of ending the process: what it
 * starts in `process()` nobody awaits, so that a Redis which is never reached, or a shutdown before
 * the first connection, would be an unhandled rejection.
 */
export function tameQueue(queue: Queue, logger: Logger): void {
  const tell = quietly(logger);
  queue.on('error', tell);
  queue.on('lock-extension-failed', (_job: unknown, error: unknown) => tell(error));
  for (const name of ['process', 'setWorkerName'] as const) {
    const inside = queue as unknown as Record<typeof name, Promising>;
    const original = inside[name].bind(queue);
    inside[name] = (...args) => original(...args).catch(tell);
  }
}

/** Troubles of connections are told by the connections; the rest at most once in a while. */
function quietly(logger: Logger): (error: unknown) => void {
  let toldAtMs = -Infinity;
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    const expected = isRedisUnavailable(error) || EXPECTED.test(message);
    if (expected) return logger.debug({ reason: message }, 'queue trouble, expected');
    if (performance.now() - toldAtMs < QUIET_MS) return;
    toldAtMs = performance.now();
    logger.warn({ err: error }, 'queue trouble');
  };
}
