import { judgeLedger } from './ledger-verdict.ts';
import { readJournal } from './run-journal.ts';

const NONE = new Map<string, string>();

const journalOf = (...lines: string[]) =>
  readJournal(
    lines
      .map(
        (msg) => `${JSON.stringify({ level: 'info', source: 'console', msg: `order ${msg}` })}\n`,
      )
      .join(''),
  );

const row = (orderNumber: string, deliveries = 1) => ({
  orderId: `id of ${orderNumber}`,
  orderNumber,
  savedAt: '2026-01-01T00:00:00.000Z',
  deliveries,
});

describe('judgeLedger', () => {
  it('finds nothing when every accepted order is saved once', () => {
    const journal = journalOf('accepted A-1 i 1', 'completed A-1 i 2', 'refused A-2 503:x 3');
    expect(judgeLedger([row('A-1', 2)], journal, NONE)).toEqual({
      accepted: 1,
      saved: 1,
      endedOtherwise: 0,
      redeliveries: 1,
      violations: [],
    });
  });

  it('takes a visible end for an answer', () => {
    const journal = journalOf('accepted A-1 i 1', 'accepted A-2 i 1', 'expired A-2 i 2');
    const ends = new Map([
      ['A-1', 'cancelled'],
      ['A-2', 'expired'],
    ]);
    expect(judgeLedger([], journal, ends)).toMatchObject({ endedOtherwise: 2, violations: [] });
  });

  it.each([
    ['lost', ['accepted A-1 i 1'], [], 'A-1 was accepted and is gone, not saved'],
    ['doubled', ['accepted A-1 i 1'], ['A-1', 'A-1'], 'A-1 was saved 2 times'],
    ['cancelled', ['cancelled A-1 i 1'], ['A-1'], 'A-1 was cancelled and is saved'],
    ['expired', ['expired A-1 i 1'], ['A-1'], 'A-1 was expired and is saved'],
    ['refused', ['refused A-1 503:queue-full 1'], ['A-1'], 'A-1 was refused and is saved'],
    ['a liar', ['completed A-1 i 1'], [], 'A-1 was said to be completed and is not saved'],
  ])('finds one that is %s', (_, lines, saved, violation) => {
    const rows = saved.map((orderNumber) => row(orderNumber));
    expect(judgeLedger(rows, journalOf(...lines), NONE).violations).toEqual([violation]);
  });

  it('names what an order is that does not end', () => {
    const verdict = judgeLedger([], journalOf('accepted A-1 i 1'), new Map([['A-1', 'queued']]));
    expect(verdict.violations).toEqual(['A-1 was accepted and is queued, not saved']);
  });
});
