import { accepted, evidence, final, ID, look, problem, row, submit } from './evidence.fixture.ts';
import { storiesOf } from './order-story.ts';
import { tellStory } from './tell-story.ts';

const storyOf = (parts: Parameters<typeof evidence>[0]) => {
  const [story] = storiesOf(evidence(parts));
  return story ? tellStory(story) : [];
};

describe('tellStory', () => {
  it('tells every event in its order, and the truth at the end', () => {
    const events = [
      submit(0, { failure: 'broken' }, { idempotencyKey: 'k', ttlS: 2 }),
      submit(20, accepted(ID, { 'idempotent-replayed': 'true' }), { idempotencyKey: 'k' }),
      look(40, problem(409, 'order-not-cancellable'), { kind: 'cancel' }),
      look(60, problem(410, 'order-expired')),
    ];
    const finals = [final('completed')];
    expect(storyOf({ events, finals, ledger: [row({ deliveries: 2 })] })).toEqual([
      '0.000–0.010 s gateway 1 submit async key k ttl 2 s → broken',
      `0.020–0.030 s gateway 1 submit async key k → 202 replayed ${ID} queued (attempts 0)`,
      `0.040–0.045 s gateway 2 cancel ${ID} → 409 order-not-cancellable`,
      `0.060–0.065 s gateway 2 poll ${ID} → 410 order-expired`,
      `record: ${ID} completed, 1 attempts`,
      `ledger: ${ID}, delivered 2 times`,
    ]);
  });

  it('gathers under a number what only names the id, and strangers under their id', () => {
    const stranger = look(50, problem(404, 'not-found'), { id: 'nobody' });
    const events = [submit(0, accepted()), look(20, problem(410, 'order-expired')), stranger];
    const stories = storiesOf(evidence({ events }));
    expect(stories.map(({ orderNumber, events }) => [orderNumber, events.length])).toEqual([
      ['A-1', 2],
      ['order nobody', 1],
    ]);
  });
});
