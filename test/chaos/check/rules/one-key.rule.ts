import type { SubmitEvent } from '../../history/history-event.ts';
import type { OrderStory } from '../order-story.ts';
import { answerOf, codeOf, orderIdIn } from '../sighting.ts';
import type { Violation } from '../violation.ts';

/** One idempotency key leads to one order, over whichever gateways, and its repetition is no duplicate. */
export function checkOneKey(stories: readonly OrderStory[]): Violation[] {
  const byKey = new Map<string, SubmitEvent[]>();
  for (const submission of stories.flatMap((story) => story.submissions)) {
    const { idempotencyKey } = submission;
    if (idempotencyKey === undefined) continue;
    byKey.set(idempotencyKey, [...(byKey.get(idempotencyKey) ?? []), submission]);
  }
  const perKey = [...byKey.entries()].flatMap(([key, events]) => [
    ...severalOrders(key, events),
    ...takenForReworded(key, events),
  ]);
  return [...perKey, ...stories.flatMap(takenForDuplicates)];
}

function severalOrders(key: string, submissions: SubmitEvent[]): Violation[] {
  const ids = submissions.flatMap((event) => {
    const answer = answerOf(event);
    return answer && answer.status < 300 ? [orderIdIn(answer)] : [];
  });
  const [first, ...others] = new Set(ids);
  if (others.length === 0) return [];
  const orderNumber = submissions[0]?.orderNumber ?? '';
  return [
    {
      kind: 'liar',
      rule: 'one key, one order',
      orderNumber,
      expected: `${first} for every request with the key ${key}`,
      seen: `also ${others.join()}`,
    },
  ];
}

/** Where every request has the same key and body, there is nothing that it could be a duplicate of. */
function takenForDuplicates({ orderNumber, submissions }: OrderStory): Violation[] {
  const requests = new Set(
    submissions.map(({ idempotencyKey, body }) => `${idempotencyKey} ${body}`),
  );
  if (requests.size !== 1 || submissions[0]?.idempotencyKey === undefined) return [];
  if (!submissions.some((event) => codeOf(event) === 'duplicate-order')) return [];
  return [
    {
      kind: 'badAnswer',
      rule: 'the key is looked at before the number',
      orderNumber,
      expected: 'the first answer again, or 409 idempotency-key-in-use',
      seen: '409 duplicate-order',
    },
  ];
}

function takenForReworded(key: string, submissions: SubmitEvent[]): Violation[] {
  const bodies = new Set(submissions.map(({ body }) => body));
  const refusal = submissions.find((event) => codeOf(event) === 'idempotency-key-reused');
  if (bodies.size !== 1 || !refusal) return [];
  return [
    {
      kind: 'badAnswer',
      rule: 'a key is reused only by another body',
      orderNumber: refusal.orderNumber,
      expected: `no 422, for every request with the key ${key} had the same body`,
      seen: '422 idempotency-key-reused',
    },
  ];
}
