import type { FaultEvent } from '../history/history-event.ts';
import { TERMINAL_STATUSES, type FinalRecord } from './evidence.ts';

/** Orders that workers had in their hands at one moment. */
export interface HeldOrders {
  /** On Redis' clock. */
  atMs: number;
  orderIds: string[];
}

/** A worker's death by SIGKILL, with the orders that workers had in their hands just then. */
export interface WorkerKill {
  worker: string;
  /** On the run's clock. */
  atMs: number;
  held: HeldOrders;
}

/** How long the orders of a killed worker took to be brought to an end. */
export interface Recovery {
  worker: string;
  atMs: number;
  orders: number;
  /** From the kill to the last settlement of what was held, less the service time. */
  recoveryMs: number;
  /** Whether another fault fell into that time, so that it says nothing of this one. */
  disturbed: boolean;
}

/**
 * What recovery took, kill by kill. Orders of workers that live on count along: they settle sooner
 * than those of the dead one, so that the worst is right, and at times too high.
 *
 * @param serviceTimeMs what the backend takes for an order by itself
 */
export function recoveriesOf(
  kills: readonly WorkerKill[],
  finals: readonly FinalRecord[],
  faults: readonly FaultEvent[],
  serviceTimeMs: number,
): Recovery[] {
  const byId = new Map(finals.map((final) => [final.orderId, final]));
  return kills.flatMap(({ worker, atMs, held }) => {
    const ended = held.orderIds.flatMap((id) => byId.get(id) ?? []).filter(isEnded);
    if (ended.length === 0) return [];
    const lastMs = Math.max(...ended.map(({ updatedAtMs }) => updatedAtMs - held.atMs));
    const recoveryMs = Math.max(0, Math.round(lastMs - serviceTimeMs));
    const others = faults.filter((fault) => !isThisKill(fault, worker, atMs));
    const disturbed = others.some((one) => one.atMs < atMs + lastMs && one.endedAtMs > atMs);
    return [{ worker, atMs, orders: ended.length, recoveryMs, disturbed }];
  });
}

function isEnded({ status }: FinalRecord): boolean {
  return TERMINAL_STATUSES.includes(status);
}

/** The fault that killed the worker lasts until its process is back. */
function isThisKill({ target, atMs, endedAtMs }: FaultEvent, worker: string, killAtMs: number) {
  return target === worker && atMs <= killAtMs && killAtMs <= endedAtMs;
}
