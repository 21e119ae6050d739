import type { ReplayEvent } from '../../history/history-event.ts';
import { TERMINAL_STATUSES, type FinalRecord } from '../evidence.ts';
import type { OrderStory } from '../order-story.ts';
import type { Sighting } from '../sighting.ts';
import type { Violation } from '../violation.ts';

/**
 * States go forward only and end once; attempts never go down. Two answers are compared when one
 * was there before the other was asked for, over whichever gateways.
 */
export function checkSteadyState(story: OrderStory): Violation[] {
  const ids = new Set(story.sightings.map(({ orderId }) => orderId));
  return [...ids].flatMap((orderId) => checkOrder(story, orderId).slice(0, 1));
}

function checkOrder(story: OrderStory, orderId: string): Violation[] {
  const sightings = story.sightings.filter((one) => one.orderId === orderId);
  const finals = story.finals.filter((one) => one.orderId === orderId).map(asSighting);
  const replays = story.events.filter(
    (event) => event.kind === 'replay' && event.orderId === orderId,
  ) as ReplayEvent[];
  const inOrder = [...sightings, ...finals].toSorted((a, b) => a.atMs - b.atMs);
  return inOrder.flatMap((later) =>
    inOrder
      .filter((earlier) => earlier.endedAtMs < later.atMs)
      .filter((earlier) => !replays.some((replay) => liesBetween(replay, earlier, later)))
      .flatMap((earlier) => compare(story.orderNumber, earlier, later)),
  );
}

/** The record is read when all answers are in. */
function asSighting({ orderId, status, attempts }: FinalRecord): Sighting {
  return { orderId, status, attempts, atMs: Infinity, endedAtMs: Infinity, source: 'the record' };
}

/** An operator may have put the order back to the start meanwhile. */
function liesBetween(replay: ReplayEvent, earlier: Sighting, later: Sighting): boolean {
  const worked = 'failure' in replay.outcome || replay.outcome.status < 300;
  return worked && replay.endedAtMs > earlier.atMs && replay.atMs < later.endedAtMs;
}

function compare(orderNumber: string, earlier: Sighting, later: Sighting): Violation[] {
  const regression = (rule: string, expected: string, seen: string): Violation[] => [
    { kind: 'regression', rule, orderNumber, expected, seen: `${seen} by ${later.source}` },
  ];
  if (TERMINAL_STATUSES.includes(earlier.status) && later.status !== earlier.status) {
    return regression('final states are final', `${earlier.status} for good`, later.status);
  }
  if (earlier.status === 'processing' && later.status === 'queued') {
    return regression('states go forward', 'processing or later', later.status);
  }
  const [before, after] = [earlier.attempts ?? 0, later.attempts ?? Infinity];
  if (after >= before) return [];
  return regression('attempts never go down', `at least ${before} attempts`, `${after}`);
}
