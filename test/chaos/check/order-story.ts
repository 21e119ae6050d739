import { isClientEvent, type ClientEvent, type SubmitEvent } from '../history/history-event.ts';
import type { FinalRecord, LedgerRow, RunEvidence } from './evidence.ts';
import { answerOf, member, orderIdIn, sightingIn, type Sighting } from './sighting.ts';

/** Everything about the orders of one order number. */
export interface OrderStory {
  orderNumber: string;
  events: ClientEvent[];
  submissions: SubmitEvent[];
  sightings: Sighting[];
  rows: LedgerRow[];
  finals: FinalRecord[];
}

/** Sorts the evidence by order number. What names only an order's id is told by what names both. */
export function storiesOf({ events, ledger, finals }: RunEvidence): OrderStory[] {
  const stories = new StoryShelf();
  const exchanges = events.filter(isClientEvent);
  for (const { orderId, orderNumber } of [...finals, ...ledger]) stories.link(orderId, orderNumber);
  for (const event of exchanges) linkByAnswer(stories, event);
  for (const row of ledger) stories.of(row.orderNumber).rows.push(row);
  for (const final of finals) stories.of(final.orderNumber).finals.push(final);
  for (const event of exchanges) addEvent(stories.of(numberOf(stories, event)), event);
  return stories.all();
}

function linkByAnswer(stories: StoryShelf, event: ClientEvent): void {
  const answer = answerOf(event);
  const orderId = answer && orderIdIn(answer);
  if (orderId === undefined) return;
  const orderNumber =
    event.kind === 'submit' ? event.orderNumber : member(answer?.body, 'orderNumber');
  if (typeof orderNumber === 'string') stories.link(orderId, orderNumber);
}

function numberOf(stories: StoryShelf, event: ClientEvent): string {
  return event.kind === 'submit' ? event.orderNumber : stories.numberOf(event.orderId);
}

function addEvent(story: OrderStory, event: ClientEvent): void {
  story.events.push(event);
  if (event.kind === 'submit') story.submissions.push(event);
  const sighting = sightingIn(event);
  if (sighting) story.sightings.push(sighting);
}

class StoryShelf {
  readonly #byNumber = new Map<string, OrderStory>();
  readonly #numberById = new Map<string, string>();

  link(orderId: string, orderNumber: string): void {
    if (!this.#numberById.has(orderId)) this.#numberById.set(orderId, orderNumber);
  }

  /** An id that nothing else names gets a story of its own. */
  numberOf(orderId: string): string {
    return this.#numberById.get(orderId) ?? `order ${orderId}`;
  }

  of(orderNumber: string): OrderStory {
    const known = this.#byNumber.get(orderNumber);
    if (known) return known;
    const rest = { events: [], submissions: [], sightings: [], rows: [], finals: [] };
    const story: OrderStory = { orderNumber, ...rest };
    this.#byNumber.set(orderNumber, story);
    return story;
  }

  all(): OrderStory[] {
    return [...this.#byNumber.values()];
  }
}

/** Ids under which the system took the order in by its own word: 202, or 200 of a sync order. */
export function acknowledgedIds({ submissions }: OrderStory): string[] {
  return idsIn(submissions, (status) => status === 200 || status === 202);
}

/** Ids under which the system promised to bring the order to an end: acknowledged, or in doubt. */
export function promisedIds({ submissions }: OrderStory): string[] {
  return idsIn(submissions, (status) => [200, 202, 502, 504].includes(status));
}

/** Ids that any answer to a submission named. */
export function namedIds({ submissions }: OrderStory): string[] {
  return idsIn(submissions, () => true);
}

function idsIn(submissions: SubmitEvent[], counts: (status: number) => boolean): string[] {
  const ids = submissions.flatMap((event) => {
    const answer = answerOf(event);
    return answer && counts(answer.status) ? [orderIdIn(answer)] : [];
  });
  return [...new Set(ids)].filter((id) => id !== undefined);
}
