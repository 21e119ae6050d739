import { checkRun } from './check-run.ts';
import {
  accepted,
  answered,
  evidence,
  final,
  ID,
  look,
  order,
  ORDER,
  OTHER_ID,
  problem,
  row,
  submit,
} from './evidence.fixture.ts';
import type { RunEvidence } from './evidence.ts';

const rulesOf = (parts: Partial<RunEvidence>) =>
  checkRun(evidence(parts)).violations.map(({ kind, rule }) => `${kind}: ${rule}`);

const kept = { events: [submit(0, accepted())], ledger: [row()], finals: [final('completed')] };

describe('checkRun', () => {
  it('finds nothing in a run that kept its promise', () => {
    const events = [
      ...kept.events,
      look(20, answered(200, order('queued'))),
      look(40, answered(200, order('processing', 1))),
      look(60, answered(200, order('completed', 1))),
    ];
    expect(checkRun(evidence({ ...kept, events }))).toEqual({
      submitted: 1,
      acknowledged: 1,
      faults: 0,
      ended: { completed: 1 },
      violations: [],
    });
  });

  it.each(['failed', 'expired', 'cancelled'])('accepts %s without a row', (status) => {
    expect(rulesOf({ events: kept.events, finals: [final(status)] })).toEqual([]);
  });

  it('tells with a violation what happened to its order', () => {
    const { violations } = checkRun(evidence({ events: kept.events }));
    expect(violations[0]?.story).toEqual([
      `0.000–0.010 s gateway 1 submit async → 202 ${ID} queued (attempts 0)`,
      'record: none',
      'ledger: no row',
    ]);
  });

  describe('lost', () => {
    it('an acknowledged order without a record', () => {
      expect(rulesOf({ events: kept.events })).toEqual(['lost: promised orders are remembered']);
    });
    it('an order left in doubt by a 504 without a record', () => {
      const outcome = problem(504, 'backend-timeout', { location: `/v1/orders/${ID}` });
      expect(rulesOf({ events: [submit(0, outcome, { path: 'sync' })] })).toEqual([
        'lost: promised orders are remembered',
      ]);
    });
    it.each(['queued', 'processing'])('an order that is still %s at the end', (status) => {
      expect(rulesOf({ events: kept.events, finals: [final(status)] })).toEqual([
        'lost: everything ends',
      ]);
    });
    it('an order stuck although nobody was told that it was accepted', () => {
      const events = [submit(0, { failure: 'broken' })];
      expect(rulesOf({ events, finals: [final('queued')] })).toEqual(['lost: everything ends']);
    });
    it('a row of which the system knows nothing', () => {
      const events = [submit(0, { failure: 'broken' })];
      expect(rulesOf({ events, ledger: [row()] })).toEqual(['lost: what is saved is remembered']);
    });
  });

  it('doubled: two rows for one order number', () => {
    expect(rulesOf({ ...kept, ledger: [row(), row()] })).toEqual([
      'doubled: one ledger row at most',
    ]);
  });

  describe('liars', () => {
    it('completed without a row', () => {
      expect(rulesOf({ ...kept, ledger: [] })).toEqual(['liar: completed means saved']);
    });
    it('200 of a sync order without a row', () => {
      const events = [submit(0, answered(200, order('completed', 1)), { path: 'sync' })];
      expect(rulesOf({ events, finals: [final('completed')] })).toEqual([
        'liar: completed means saved',
      ]);
    });
    it.each(['failed', 'expired', 'cancelled'])('%s with a row', (status) => {
      expect(rulesOf({ ...kept, finals: [final(status)] })).toEqual([
        `liar: ${status} means not saved`,
      ]);
    });
    it('a cancellation that was confirmed and not kept', () => {
      const cancel = look(20, answered(200, order('cancelled')), { kind: 'cancel' });
      expect(rulesOf({ ...kept, events: [...kept.events, cancel] })).toEqual([
        'liar: cancelled means not saved',
        'regression: final states are final',
      ]);
    });
    it('another order in the ledger than was submitted', () => {
      const other = { ...ORDER, items: [] };
      expect(rulesOf({ ...kept, ledger: [row({ order: other })] })).toEqual([
        'liar: what is saved is what was submitted',
      ]);
    });
    it('two orders for one number', () => {
      const events = [...kept.events, submit(20, accepted(OTHER_ID))];
      const finals = [...kept.finals, final('failed', { orderId: OTHER_ID })];
      expect(rulesOf({ ...kept, events, finals })).toEqual([
        'doubled: one record at most',
        'liar: one number, one order',
      ]);
    });
    it('two orders for one key', () => {
      const events = [
        submit(0, accepted(), { idempotencyKey: 'k' }),
        submit(20, accepted(OTHER_ID), { idempotencyKey: 'k' }),
      ];
      const finals = [...kept.finals, final('failed', { orderId: OTHER_ID })];
      expect(rulesOf({ ...kept, events, finals })).toContain('liar: one key, one order');
    });
    it('an order taken in although it was refused for sure', () => {
      const events = [submit(0, problem(503, 'queue-full'))];
      expect(rulesOf({ ...kept, events })).toEqual(['liar: refused means not taken']);
    });
    it('404 for an order that was acknowledged before', () => {
      const events = [...kept.events, look(20, problem(404, 'not-found'))];
      expect(rulesOf({ ...kept, events })).toEqual(['liar: what was acknowledged exists']);
    });
    it('expired before its time', () => {
      const finals = [final('expired', { updatedAtMs: 3_999 })];
      expect(rulesOf({ events: kept.events, finals })).toEqual(['liar: expired means too late']);
    });
    it('but not a 503 that left open whether the order was taken', () => {
      expect(rulesOf({ ...kept, events: [submit(0, problem(503, 'queue-unavailable'))] })).toEqual(
        [],
      );
    });
  });

  describe('regressions', () => {
    const after = (...events: ReturnType<typeof look>[]) =>
      rulesOf({ ...kept, events: [...kept.events, ...events] });

    it('a final state that was left', () => {
      const failed = look(20, answered(200, order('failed', 1)));
      expect(rulesOf({ events: [...kept.events, failed], finals: [final('cancelled')] })).toEqual([
        'regression: final states are final',
      ]);
    });
    it('processing that became queued again', () => {
      expect(
        after(
          look(20, answered(200, order('processing', 1))),
          look(40, answered(200, order('queued', 1))),
        ),
      ).toEqual(['regression: states go forward']);
    });
    it('attempts that went down', () => {
      expect(
        after(
          look(20, answered(200, order('processing', 2))),
          look(40, answered(200, order('processing', 1))),
        ),
      ).toEqual(['regression: attempts never go down']);
    });
    it('an expired order that was saved later', () => {
      expect(after(look(20, problem(410, 'order-expired')))).toContain(
        'regression: final states are final',
      );
    });
    it('but not answers that were under way at the same time', () => {
      expect(
        after(
          look(20, answered(200, order('completed', 1)), { endedAtMs: 60 }),
          look(40, answered(200, order('processing', 1))),
        ),
      ).toEqual([]);
    });
    it("nor what an operator's replay explains", () => {
      expect(
        after(
          look(20, answered(200, order('failed', 3))),
          look(40, answered(202, {}), { kind: 'replay' }),
          look(60, answered(200, order('queued', 0))),
        ),
      ).toEqual([]);
    });
  });

  describe('bad answers', () => {
    const toSubmit = (outcome: Parameters<typeof submit>[1], rest = {}) =>
      rulesOf({ ...kept, events: [...kept.events, submit(20, outcome, rest)] });

    it('500, even as a problem', () => {
      expect(toSubmit(problem(500, 'internal'))).toEqual(['badAnswer: answers keep the contract']);
    });
    it('400 for a valid order', () => {
      expect(toSubmit(problem(400, 'invalid-json'))).toEqual([
        'badAnswer: answers keep the contract',
      ]);
    });
    it.each([
      ['another media type', { 'content-type': 'application/json' }, {}],
      ['no correlation id', { 'x-correlation-id': '' }, {}],
      ['a status that is not its own', {}, { status: 500 }],
      ['no detail', {}, { detail: undefined }],
      ['no retry-after', { 'retry-after': '' }, {}],
    ])('a refusal with %s', (_, headers, members) => {
      expect(toSubmit(problem(503, 'queue-unavailable', headers, members))).toEqual([
        'badAnswer: answers keep the contract',
      ]);
    });
    it('202 without its Location', () => {
      expect(toSubmit(accepted(ID, { location: '' }))).toEqual([
        'badAnswer: answers keep the contract',
      ]);
    });
    it('a duplicate without the Location of the first order', () => {
      expect(toSubmit(problem(409, 'duplicate-order'))).toEqual([
        'badAnswer: answers keep the contract',
      ]);
    });
    it.each([
      ['no result although completed', { ...order('completed', 1), result: undefined }],
      ['no error although failed', { ...order('failed', 1), error: {} }],
      ['no links', { ...order(), links: undefined }],
      ['a time that is none', { ...order(), updatedAt: 'now' }],
      ['a status of its own', { ...order(), status: 'lost' }],
      ['attempts that are no number', { ...order(), attempts: '1' }],
    ])('an order with %s', (_, body) => {
      const events = [...kept.events, look(20, answered(200, body))];
      expect(rulesOf({ ...kept, events })).toContain('badAnswer: answers keep the contract');
    });
    it('an open order without a hint when to look again', () => {
      const hintless = look(20, answered(200, order(), { 'retry-after': '' }));
      expect(rulesOf({ ...kept, events: [...kept.events, hintless] })).toEqual([
        'badAnswer: answers keep the contract',
      ]);
    });
    it('an answer that came too late', () => {
      expect(toSubmit(problem(503, 'queue-unavailable'), { endedAtMs: 3_500 })).toEqual([
        'badAnswer: answers are in time',
      ]);
    });
    it('silence', () => {
      expect(toSubmit({ failure: 'silent' }, { endedAtMs: 10_020 })).toEqual([
        'badAnswer: answers are in time',
      ]);
    });
    it("but neither a broken connection nor the client's own lag", () => {
      expect(toSubmit({ failure: 'broken' }, { endedAtMs: 9_000 })).toEqual([]);
      const lag = { endedAtMs: 3_500, lagMs: 600 };
      expect(toSubmit(problem(503, 'queue-unavailable'), lag)).toEqual([]);
    });
    it('409 duplicate for the repetition of a keyed request', () => {
      const keyed = { idempotencyKey: 'k' };
      const location = { location: `/v1/orders/${ID}` };
      const events = [
        submit(0, accepted(), keyed),
        submit(20, problem(409, 'duplicate-order', location), keyed),
      ];
      expect(rulesOf({ ...kept, events })).toEqual([
        'badAnswer: the key is looked at before the number',
      ]);
    });
  });

  it('bad answer: 422 for the repetition of a request with the very same body', () => {
    const keyed = { idempotencyKey: 'k' };
    const refusal = submit(20, problem(422, 'idempotency-key-reused'), keyed);
    const other = submit(20, problem(422, 'idempotency-key-reused'), {
      ...keyed,
      orderNumber: 'A-2',
      body: '{}',
    });
    const events = [submit(0, accepted(), keyed)];
    expect(rulesOf({ ...kept, events: [...events, refusal] })).toEqual([
      'badAnswer: a key is reused only by another body',
    ]);
    expect(rulesOf({ ...kept, events: [...events, other] })).toEqual([]);
  });

  it.each([
    ['SIGKILL', []],
    ['SIGTERM', []],
    ['exit code 0', []],
    ['exit code 1', ['crash: processes do not end by themselves']],
    ['SIGSEGV', ['crash: processes do not end by themselves']],
  ])('judges the death of a process by %s', (why, expected) => {
    const death = { kind: 'process', atMs: 5, name: 'gateway-1', what: 'died', why } as const;
    expect(rulesOf({ ...kept, events: [...kept.events, death] })).toEqual(expected);
  });

  it('leak: jobs that stay although everything has ended', () => {
    const leftovers = ['job orders:1', '1 in orders:completed'];
    expect(rulesOf({ ...kept, leftovers })).toEqual(['leak: nothing is left behind']);
  });
  it('leak: a record of an order that nobody submitted', () => {
    expect(rulesOf({ finals: [final('failed')] })).toEqual([
      'leak: records are of orders that were submitted',
    ]);
  });

  it('vacuous: too little was done to prove anything', () => {
    const limits = { ...evidence().limits, minAcknowledged: 2, minCompleted: 2, minFaults: 1 };
    expect(rulesOf({ ...kept, limits })).toEqual([
      'vacuous: enough work was done',
      'vacuous: enough work was done',
      'vacuous: enough work was done',
    ]);
  });
});
