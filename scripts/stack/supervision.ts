import { setTimeout as sleep } from 'node:timers/promises';
import { RestartPolicy } from './restart-policy.ts';
import { describeExit, type Service } from './service.ts';
import type { StackListener } from './stack-event.ts';

/**
 * Starts a running service again whenever it dies by itself, with exponential backoff, until it is
 * stopped or `signal` is given. A death for want of a good setting is final: `gave-up`.
 */
export async function supervise(
  service: Service,
  listener: StackListener,
  signal: AbortSignal,
): Promise<void> {
  const policy = new RestartPolicy();
  const isOver = () => signal.aborted || service.stopping;
  while (!isOver()) {
    const startedAt = performance.now();
    const exit = await service.ended();
    if (isOver()) return;
    const death = { service, why: describeExit(exit), output: service.output() };
    const delayMs = policy.delayAfter(exit, performance.now() - startedAt);
    if (delayMs === undefined) return listener({ kind: 'gave-up', ...death });
    listener({ kind: 'died', delayMs, ...death });
    if (!(await rest(delayMs, signal)) || isOver()) return;
    if (await startsAgain(service, signal)) listener({ kind: 'restarted', service });
  }
}

/** A start that fails is the next death, which the loop reports. */
async function startsAgain(service: Service, signal: AbortSignal): Promise<boolean> {
  try {
    await service.start(signal);
    return true;
  } catch {
    return false;
  }
}

async function rest(delayMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(delayMs, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
