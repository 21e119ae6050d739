import type { CheckLimits, FinalRecord } from '../evidence.ts';
import type { Violation } from '../violation.ts';

const LEAST_ORDERS = 10;

/**
 * A client that has few orders does not wait behind the backlog of another one. Of orders that were saved at
 * the first attempt: whatever kept others was not the queue.
 */
export function checkFairShare(
  finals: readonly FinalRecord[],
  { fairShare }: CheckLimits,
): Violation[] {
  if (!fairShare) return [];
  const { few, many, withinMs } = fairShare;
  const late = waitsOf(finals, few).filter((waitedMs) => waitedMs > withinMs);
  return [
    ...(late.length > 0 ? [unfair(few, withinMs, late)] : []),
    ...tooLittle(finals, few, many, withinMs),
  ];
}

function waitsOf(finals: readonly FinalRecord[], name: string): number[] {
  return finals
    .filter((one) => one.client === name && one.status === 'completed' && one.attempts === 1)
    .map(({ acceptedAtMs, updatedAtMs }) => updatedAtMs - acceptedAtMs);
}

function unfair(client: string, withinMs: number, late: number[]): Violation {
  return {
    kind: 'unfair',
    rule: "nobody waits behind another's backlog",
    expected: `every order of ${client} saved within ${withinMs} ms`,
    seen: `${late.length} later, one after ${Math.round(Math.max(...late))} ms`,
  };
}

/** Without a backlog that takes longer than an order may wait, nobody could have waited behind it. */
function tooLittle(
  finals: readonly FinalRecord[],
  few: string,
  many: string,
  withinMs: number,
): Violation[] {
  const [orders, backlogMs] = [waitsOf(finals, few).length, Math.max(0, ...waitsOf(finals, many))];
  if (orders >= LEAST_ORDERS && backlogMs > withinMs) return [];
  return [
    {
      kind: 'vacuous',
      rule: 'a backlog beside the few orders of another',
      expected: `at least ${LEAST_ORDERS} orders of ${few}, and a backlog of ${many} above ${withinMs} ms`,
      seen: `${orders} orders, and a backlog of ${Math.round(backlogMs)} ms`,
    },
  ];
}
