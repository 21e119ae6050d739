import { readMessageOptions, readOrderHeaders, refuseNotBefore } from './order-headers';

const DAY_MS = 86_400_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe('readOrderHeaders', () => {
  it('knows when nothing is asked for', () => {
    expect(readOrderHeaders({})).toEqual({
      ttlMs: undefined,
      priority: undefined,
      notBeforeMs: undefined,
    });
  });

  it('reads all of them', () => {
    const notBefore = inMs(DAY_MS);
    const headers = { 'order-ttl': '60', 'order-priority': 'high', 'order-not-before': notBefore };
    expect(readOrderHeaders(headers)).toEqual({
      ttlMs: 60_000,
      priority: 'high',
      notBeforeMs: Date.parse(notBefore),
    });
  });

  it.each(['0', '-1', '1.5', '1e3', ' 1', '', '9999999999', ['1', '2']])(
    'refuses Order-TTL %j',
    (field) => expect(() => readOrderHeaders({ 'order-ttl': field })).toThrow(/^Order-TTL has/),
  );

  it.each(['', 'HIGH', 'urgent', ' low', 'high, low', '1', ['high', 'low']])(
    'refuses Order-Priority %j',
    (field) =>
      expect(() => readOrderHeaders({ 'order-priority': field })).toThrow(/^Order-Priority has/),
  );

  it.each(['', 'tomorrow', '2026-02-30T00:00:00Z', '2026-12-01T08:00:00', ['a', 'b']])(
    'refuses Order-Not-Before %j',
    (field) =>
      expect(() => readOrderHeaders({ 'order-not-before': field })).toThrow(/^Order-Not-Before/),
  );

  it('takes a time up to 30 days ahead, and a little more for clocks that differ', () => {
    const read = (ms: number) => readOrderHeaders({ 'order-not-before': inMs(ms) }).notBeforeMs;
    expect(read(30 * DAY_MS)).toBeGreaterThan(Date.now());
    expect(() => read(30 * DAY_MS + 120_000)).toThrow('Order-Not-Before may be at most 30 days');
  });

  it('leaves a time that is about now to the clock of Redis, and forgets an earlier one', () => {
    const read = (ms: number) => readOrderHeaders({ 'order-not-before': inMs(ms) }).notBeforeMs;
    expect(read(-1_000)).toBeDefined();
    expect(read(-120_000)).toBeUndefined();
  });
});

describe('readMessageOptions', () => {
  const read = (headers: Record<string, string>) => readMessageOptions((name) => headers[name]);

  it('reads the same from the headers of a message', () => {
    expect(read({})).toEqual(readOrderHeaders({}));
    const orderNotBefore = inMs(DAY_MS);
    expect(read({ orderTtl: '60', orderPriority: 'low', orderNotBefore })).toEqual({
      ttlMs: 60_000,
      priority: 'low',
      notBeforeMs: Date.parse(orderNotBefore),
    });
  });

  it.each(['orderTtl', 'orderPriority', 'orderNotBefore'])('names a bad %s as it came', (name) =>
    expect(() => read({ [name]: 'soon' })).toThrow(new RegExp(`^${name} has to be`)),
  );
});

describe('refuseNotBefore', () => {
  it('minds nothing but that header', () => {
    expect(() => refuseNotBefore({ 'order-ttl': 'x', 'order-priority': 'x' })).not.toThrow();
    expect(() => refuseNotBefore({ 'order-not-before': inMs(-DAY_MS) })).toThrow('at once');
  });
});
