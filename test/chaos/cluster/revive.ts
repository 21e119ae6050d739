import { setTimeout as sleep } from 'node:timers/promises';
import { describeExit, type Service } from '../../../scripts/stack/service.ts';
import type { StackListener } from '../../../scripts/stack/stack-event.ts';

/**
 * Always the same: the stack's own supervisor waits longer after each death, as one should with a
 * process that keeps crashing. Here it would measure how often we kill, not how the system recovers.
 */
const DELAY_MS = 500;

/** Starts a service again whenever it ends, until `signal` is given. Never rejects. */
export async function revive(
  service: Service,
  tell: StackListener,
  signal: AbortSignal,
): Promise<void> {
  const isOver = () => signal.aborted;
  while (!isOver()) {
    const exit = await service.ended();
    if (isOver()) return;
    const why = describeExit(exit);
    tell({ kind: 'died', service, why, delayMs: DELAY_MS, output: service.output() });
    await sleep(DELAY_MS, undefined, { signal }).catch(() => undefined);
    if (isOver()) return;
    if (await starts(service, signal)) tell({ kind: 'restarted', service });
  }
}

/** A start that fails is the next death. */
async function starts(service: Service, signal: AbortSignal): Promise<boolean> {
  try {
    await service.start(signal);
    return true;
  } catch {
    return false;
  }
}
