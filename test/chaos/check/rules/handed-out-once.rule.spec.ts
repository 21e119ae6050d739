import { accepted, answered, final, look, order, row, submit } from '../evidence.fixture.ts';
import type { FinalRecord } from '../evidence.ts';
import type { OrderStory } from '../order-story.ts';
import type { FaultEvent } from '../../history/history-event.ts';
import { checkHandedOutOnce } from './handed-out-once.rule.ts';

const SUBMITTED_AT_MS = 100_000;
const quick = { acceptedAtMs: 1_000, updatedAtMs: 1_060 };

function story(rest: Partial<FinalRecord>, deliveries = 1): OrderStory {
  const submission = submit(SUBMITTED_AT_MS, accepted());
  return {
    orderNumber: submission.orderNumber,
    events: [submission],
    submissions: [submission],
    sightings: [],
    rows: [row({ deliveries })],
    finals: [final('completed', { ...quick, ...rest })],
  };
}

const fault = (atMs: number, endedAtMs: number): FaultEvent => {
  const facts = { fault: 'f', target: 't', detail: '', tookPlace: true };
  return { kind: 'fault', atMs, endedAtMs, ...facts };
};

const rulesOf = (...args: Parameters<typeof checkHandedOutOnce>) =>
  checkHandedOutOnce(...args).map(({ kind, rule }) => `${kind}: ${rule}`);

describe('checkHandedOutOnce', () => {
  it('is content with one attempt and one call', () => {
    expect(rulesOf(story({}), [])).toEqual([]);
  });

  it('finds a second attempt for which there is no reason', () => {
    expect(rulesOf(story({ attempts: 2 }, 2), [])).toEqual([
      'doubled: begun once where nothing goes wrong',
    ]);
  });

  it.each([
    ['a fault meanwhile', fault(SUBMITTED_AT_MS - 10, SUBMITTED_AT_MS + 5), []],
    ['the aftermath of one', fault(1_000, SUBMITTED_AT_MS - 10_000), []],
    ['a fault long before', fault(1_000, 60_000), ['doubled: begun once where nothing goes wrong']],
    [
      'a fault afterwards',
      fault(101_000, 102_000),
      ['doubled: begun once where nothing goes wrong'],
    ],
  ])('knows reasons for another attempt: %s', (_, one, found) => {
    expect(rulesOf(story({ attempts: 2 }), [one])).toEqual(found);
  });

  it('takes a time-out or an operator for a reason', () => {
    expect(rulesOf(story({ attempts: 2, updatedAtMs: 4_100 }), [])).toEqual([]);
    const replayed = story({ attempts: 2 });
    replayed.events.push(look(100_020, answered(202, order('queued')), { kind: 'replay' }));
    expect(rulesOf(replayed, [])).toEqual([]);
  });

  it('finds a call that belongs to no attempt, whatever went wrong', () => {
    const disturbed = [fault(0, SUBMITTED_AT_MS + 50)];
    expect(rulesOf(story({ attempts: 1 }, 2), disturbed)).toEqual([
      'doubled: one call for each attempt',
    ]);
    expect(rulesOf(story({ attempts: 2 }, 2), disturbed)).toEqual([]);
  });
});
