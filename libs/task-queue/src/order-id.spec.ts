import { partitionOf, partitionOfId } from './keys';
import { generationOf, isOrderId, OrderIdGenerator, recordKeyOf } from './order-id';

const ids = new OrderIdGenerator(Buffer.alloc(32, 7));

describe('OrderIdGenerator', () => {
  it('makes UUIDs of version 8', () => {
    for (let i = 0; i < 100; i++) expect(isOrderId(ids.generate('acme', `A-${i}`))).toBe(true);
  });

  it('gives one client and number one record key, and every order a generation', () => {
    const [first, second] = [ids.generate('acme', 'A-1'), ids.generate('acme', 'A-1')];
    expect(recordKeyOf(first)).toBe(recordKeyOf(second));
    expect(generationOf(first)).not.toBe(generationOf(second));
  });

  it('keeps clients apart, also where the texts would run together', () => {
    expect(recordKeyOf(ids.generate('a', 'b-c'))).not.toBe(recordKeyOf(ids.generate('a-b', 'c')));
  });

  it('names the partition of its client, whatever the number', () => {
    const spread = new OrderIdGenerator(Buffer.alloc(32, 7), 16);
    for (const client of ['acme', 'blue', 'coda']) {
      const id = spread.generate(client, 'A-1');
      expect(isOrderId(id)).toBe(true);
      expect(partitionOfId(id)).toBe(partitionOf(client, 16));
      expect(partitionOfId(spread.generate(client, 'A-2'))).toBe(partitionOfId(id));
    }
    expect(partitionOfId(ids.generate('acme', 'A-1'))).toBe(0);
  });

  it('tells its secret by a fingerprint', () => {
    expect(ids.fingerprint).toBe(new OrderIdGenerator(Buffer.alloc(32, 7)).fingerprint);
    expect(ids.fingerprint).not.toBe(new OrderIdGenerator(Buffer.alloc(32, 8)).fingerprint);
  });

  it('depends on the secret', () => {
    const other = new OrderIdGenerator(Buffer.alloc(32, 8));
    expect(recordKeyOf(other.generate('acme', 'A-1'))).not.toBe(
      recordKeyOf(ids.generate('acme', 'A-1')),
    );
  });

  it.each(['', 'wait', 'meta-paused', '../x', '00000000-0000-4000-8000-000000000000'])(
    'does not take %j for an order id',
    (text) => expect(isOrderId(text)).toBe(false),
  );
});
