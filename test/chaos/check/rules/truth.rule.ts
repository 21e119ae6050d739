import { isDeepStrictEqual } from 'node:util';
import { acknowledgedIds, namedIds, type OrderStory } from '../order-story.ts';
import type { Sighting } from '../sighting.ts';
import { answerOf, codeOf, orderIdIn } from '../sighting.ts';
import type { Violation } from '../violation.ts';

/** No answer contradicts what the backend has, or another answer. */
export function checkTruth(story: OrderStory): Violation[] {
  return [
    ...untrueEnds(story),
    ...otherContent(story),
    ...severalOrders(story),
    ...refusedYetTaken(story),
    ...denied(story),
    ...expiredEarly(story),
  ];
}

const liar = (story: OrderStory, rule: string, expected: string, seen: string): Violation => ({
  kind: 'liar',
  rule,
  orderNumber: story.orderNumber,
  expected,
  seen,
});

/** Completed means saved; cancelled, expired and failed mean not saved. One violation per order. */
function untrueEnds(story: OrderStory): Violation[] {
  const saved = new Set(story.rows.map(({ orderId }) => orderId));
  const replayed = new Set(
    story.events.flatMap((event) => (event.kind === 'replay' ? [event.orderId] : [])),
  );
  const finals = story.finals.map((final) => ({ ...final, source: 'the record' }));
  const told = [...story.sightings, ...finals].map((one) => {
    if (one.status === 'completed') return saved.has(one.orderId) ? [] : [unsaved(story, one)];
    const mayBeSavedLater = one.status === 'failed' && replayed.has(one.orderId);
    const isUnsavedEnd = ['failed', 'expired', 'cancelled'].includes(one.status);
    const isLie = isUnsavedEnd && saved.has(one.orderId) && !mayBeSavedLater;
    return isLie ? [savedAllTheSame(story, one)] : [];
  });
  return told.flat().slice(0, 1);
}

type Told = Pick<Sighting, 'orderId' | 'status' | 'source'>;

function unsaved(story: OrderStory, { orderId, source }: Told): Violation {
  const expected = `a ledger row of ${orderId}, which is completed by ${source}`;
  return liar(story, 'completed means saved', expected, 'no such row');
}

function savedAllTheSame(story: OrderStory, { orderId, status, source }: Told): Violation {
  const expected = `no ledger row of ${orderId}, which is ${status} by ${source}`;
  return liar(story, `${status} means not saved`, expected, 'a row');
}

/** What is saved is what was submitted: by the submission that was acknowledged, if it is known. */
function otherContent(story: OrderStory): Violation[] {
  const first = story.submissions.filter((event) => {
    const answer = answerOf(event);
    return answer && answer.status < 300 && !('idempotent-replayed' in answer.headers);
  });
  const candidates = (first.length > 0 ? first : story.submissions).map(
    ({ body }) => JSON.parse(body) as unknown,
  );
  return story.rows
    .filter(({ order }) => !candidates.some((body) => isDeepStrictEqual(body, order)))
    .map(({ order }) =>
      liar(
        story,
        'what is saved is what was submitted',
        JSON.stringify(candidates[0]),
        JSON.stringify(order),
      ),
    );
}

function severalOrders(story: OrderStory): Violation[] {
  const ids = namedIds(story);
  if (ids.length <= 1) return [];
  return [liar(story, 'one number, one order', `one id, ${ids[0]}`, `also ${ids.slice(1).join()}`)];
}

/** Refusals that say for sure that nothing was taken in. A 409 is about another submission. */
const DEFINITE = new Set([
  'gateway-saturated',
  'queue-full',
  'client-queue-full',
  'queue-stale',
  'shutting-down',
]);

function refusedYetTaken(story: OrderStory): Violation[] {
  const refusals = story.submissions.map((event) => codeOf(event) ?? '');
  const taken = story.finals.length + story.rows.length > 0;
  if (!taken || refusals.length === 0 || !refusals.every((code) => DEFINITE.has(code))) return [];
  return [liar(story, 'refused means not taken', `nothing, after ${refusals.join()}`, 'an order')];
}

/** Nobody is told that an order does not exist once it was acknowledged. */
function denied(story: OrderStory): Violation[] {
  const acknowledgedAtMs = new Map(
    story.submissions.flatMap((event) => {
      const answer = answerOf(event);
      const id = answer && answer.status < 300 ? orderIdIn(answer) : undefined;
      return id === undefined ? [] : [[id, event.endedAtMs] as const];
    }),
  );
  const ids = new Set(acknowledgedIds(story));
  const denial = story.events.find(
    (event) =>
      event.kind === 'poll' &&
      answerOf(event)?.status === 404 &&
      ids.has(event.orderId) &&
      event.atMs > (acknowledgedAtMs.get(event.orderId) ?? Infinity),
  );
  if (!denial) return [];
  const expected = 'the acknowledged order to be readable';
  return [liar(story, 'what was acknowledged exists', expected, '404')];
}

function expiredEarly(story: OrderStory): Violation[] {
  return story.finals
    .filter(({ status, updatedAtMs, expiresAtMs }) => {
      return status === 'expired' && updatedAtMs < (expiresAtMs ?? Infinity);
    })
    .map(({ updatedAtMs, expiresAtMs }) =>
      liar(story, 'expired means too late', `its end at ${expiresAtMs}`, `at ${updatedAtMs}`),
    );
}
