import { checkLedger, type LedgerRow } from './backend-ledger.ts';

function row(orderNumber: string, deliveries = 1): LedgerRow {
  return {
    orderId: `id-${orderNumber}`,
    orderNumber,
    savedAt: '2026-01-01T00:00:00.000Z',
    deliveries,
  };
}

describe('checkLedger', () => {
  it('is content when every order is there once, and counts repeated deliveries', () => {
    expect(checkLedger([row('b'), row('a', 3)], ['a', 'b'])).toBe(2);
  });
  it('finds a lost order', () => {
    expect(() => checkLedger([row('a')], ['a', 'b'])).toThrow(/1 orders are lost.*b/);
  });
  it('finds a doubled order', () => {
    expect(() => checkLedger([row('a'), row('a')], ['a'])).toThrow(/doubled/);
  });
  it('finds an order that nobody sent', () => {
    expect(() => checkLedger([row('a'), row('x')], ['a'])).toThrow(/nobody sent/);
  });
});
