import type { CheckLimits, FinalRecord, PromptLimit } from '../evidence.ts';
import type { Violation } from '../violation.ts';

const LEAST_ORDERS = 10;

/**
 * An order does not wait while nothing stands in its way: neither for a worker to notice it, nor behind the
 * backlog of another client. Asked of orders that were saved at the first attempt: whatever kept others was
 * not the queue.
 */
export function checkPrompt(finals: readonly FinalRecord[], { prompt }: CheckLimits): Violation[] {
  if (!prompt) return [];
  const waits = waitsOf(finals, prompt.client);
  const late = waits.filter((waitedMs) => waitedMs > prompt.withinMs);
  return [
    ...(late.length > 0 ? [lateness(prompt, late)] : []),
    ...(waits.length < LEAST_ORDERS ? [tooLittle(`${LEAST_ORDERS} orders`, waits.length)] : []),
    ...missingBacklog(finals, prompt),
  ];
}

function waitsOf(finals: readonly FinalRecord[], name: string): number[] {
  return finals
    .filter((one) => one.client === name && one.status === 'completed' && one.attempts === 1)
    .map(({ acceptedAtMs, updatedAtMs }) => updatedAtMs - acceptedAtMs);
}

function lateness({ client, withinMs, beside }: PromptLimit, late: number[]): Violation {
  return {
    kind: 'late',
    rule: beside ? "nobody waits behind another's backlog" : 'nobody waits for a worker to notice',
    expected: `every order of ${client} saved within ${withinMs} ms`,
    seen: `${late.length} later, one after ${Math.round(Math.max(...late))} ms`,
  };
}

/** Without a backlog that takes longer than an order may wait, nobody could have waited behind it. */
function missingBacklog(
  finals: readonly FinalRecord[],
  { beside, withinMs }: PromptLimit,
): Violation[] {
  if (beside === undefined) return [];
  const backlogMs = Math.max(0, ...waitsOf(finals, beside));
  return backlogMs > withinMs ? [] : [tooLittle(`a backlog above ${withinMs} ms`, backlogMs)];
}

function tooLittle(what: string, seen: number): Violation {
  return { kind: 'vacuous', rule: 'enough work was done', expected: what, seen: `${seen}` };
}
