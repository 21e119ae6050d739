import { generationOf, isOrderId, OrderIdMint, recordKeyOf } from './order-id';

const mint = new OrderIdMint(Buffer.alloc(32, 7));

describe('OrderIdMint', () => {
  it('makes UUIDs of version 8', () => {
    for (let i = 0; i < 100; i++) expect(isOrderId(mint.mint('acme', `A-${i}`))).toBe(true);
  });

  it('gives one client and number one record key, and every order a generation', () => {
    const [first, second] = [mint.mint('acme', 'A-1'), mint.mint('acme', 'A-1')];
    expect(recordKeyOf(first)).toBe(recordKeyOf(second));
    expect(generationOf(first)).not.toBe(generationOf(second));
  });

  it('keeps clients apart, also where the texts would run together', () => {
    expect(recordKeyOf(mint.mint('a', 'b-c'))).not.toBe(recordKeyOf(mint.mint('a-b', 'c')));
  });

  it('depends on the secret', () => {
    const other = new OrderIdMint(Buffer.alloc(32, 8));
    expect(recordKeyOf(other.mint('acme', 'A-1'))).not.toBe(recordKeyOf(mint.mint('acme', 'A-1')));
  });

  it.each(['', 'wait', 'meta-paused', '../x', '00000000-0000-4000-8000-000000000000'])(
    'does not take %j for an order id',
    (text) => expect(isOrderId(text)).toBe(false),
  );
});
