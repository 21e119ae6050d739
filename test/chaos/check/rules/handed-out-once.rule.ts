import type { FaultEvent } from '../../history/history-event.ts';
import type { FinalRecord } from '../evidence.ts';
import type { OrderStory } from '../order-story.ts';
import type { Violation } from '../violation.ts';

/** An order that ended sooner than every time-out had no reason of its own to be tried twice. */
const QUICK_MS = 2_000;
/** What a fault leaves behind is over by then: leases, pauses before retries, a circuit breaker. */
const AFTERMATH_MS = 15_000;

/**
 * Nobody is handed an order that another one holds: the backend is called once for each attempt, and where
 * nothing goes wrong there is one attempt.
 */
export function checkHandedOutOnce(story: OrderStory, faults: readonly FaultEvent[]): Violation[] {
  return story.finals
    .flatMap((final) => [...sentUnasked(story, final), ...begunAgain(story, final, faults)])
    .slice(0, 1);
}

function sentUnasked({ orderNumber, rows }: OrderStory, final: FinalRecord): Violation[] {
  const { orderId, attempts } = final;
  return rows
    .filter((row) => row.orderId === orderId && row.deliveries > attempts)
    .map(({ deliveries }) => ({
      kind: 'doubled',
      rule: 'one call for each attempt',
      orderNumber,
      expected: `at most ${attempts} deliveries of ${orderId}`,
      seen: `${deliveries}`,
    }));
}

function begunAgain(
  story: OrderStory,
  { orderId, attempts, acceptedAtMs, updatedAtMs }: FinalRecord,
  faults: readonly FaultEvent[],
): Violation[] {
  const tookMs = updatedAtMs - acceptedAtMs;
  const isQuick = tookMs >= 0 && tookMs <= QUICK_MS;
  if (attempts <= 1 || !isQuick || !isUndisturbed(story, tookMs, faults)) return [];
  return [
    {
      kind: 'doubled',
      rule: 'begun once where nothing goes wrong',
      orderNumber: story.orderNumber,
      expected: `one attempt at ${orderId}, which ended within ${Math.round(tookMs)} ms`,
      seen: `${attempts}`,
    },
  ];
}

/** By the run's clock the order came in between the first request for it and the last answer to one. */
function isUndisturbed(
  { events, submissions }: OrderStory,
  tookMs: number,
  faults: readonly FaultEvent[],
): boolean {
  if (submissions.length === 0 || events.some(({ kind }) => kind === 'replay')) return false;
  const fromMs = Math.min(...submissions.map(({ atMs }) => atMs));
  const untilMs = Math.max(...submissions.map(({ endedAtMs }) => endedAtMs)) + tookMs;
  return !faults.some((one) => one.atMs < untilMs && one.endedAtMs + AFTERMATH_MS > fromMs);
}
