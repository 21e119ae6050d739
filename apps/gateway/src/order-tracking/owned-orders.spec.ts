import type { OrderQueue, OrderReader, OrderRecord } from '@sluice/task-queue';
import type { ReplySender } from '@sluice/replies';
import { OwnedOrders } from './owned-orders';

const NOT_FOUND = { code: 'not-found', detail: 'There is no such order.' };

const order = (changes: Partial<OrderRecord> = {}) =>
  ({
    orderId: 'id',
    client: 'acme',
    status: 'queued',
    expiresAtMs: null,
    ...changes,
  }) as OrderRecord;

/** Orders of which each reading finds the next. */
function ownedOrders(...found: (OrderRecord | null)[]) {
  const next = () => Promise.resolve(found.shift() ?? null);
  const expireIfDue = jest.fn(() => Promise.resolve(true));
  const reader = { find: next, findByNumber: next } as unknown as OrderReader;
  const cancel = () => Promise.resolve({ changed: true, status: 'cancelled' });
  const queue = { expireIfDue, cancel } as unknown as OrderQueue;
  const tell = jest.fn();
  const replies = { tell } as unknown as ReplySender;
  return { orders: new OwnedOrders(reader, queue, replies), expireIfDue, tell };
}

describe('OwnedOrders', () => {
  it("finds the client's own order", async () => {
    const { orders } = ownedOrders(order());
    expect(await orders.require('id', 'acme')).toMatchObject({ orderId: 'id' });
  });

  it("tells nobody else's order from none", async () => {
    const { orders } = ownedOrders(order(), null);
    await expect(orders.require('id', 'other')).rejects.toMatchObject(NOT_FOUND);
    await expect(orders.require('id', 'acme')).rejects.toMatchObject(NOT_FOUND);
  });

  it("cancels the client's own order only, and tells whoever waits for it", async () => {
    const { orders, tell } = ownedOrders(order(), order());
    await expect(orders.cancel('id', 'other')).rejects.toMatchObject(NOT_FOUND);
    expect(tell).not.toHaveBeenCalled();
    expect(await orders.cancel('id', 'acme')).toBe('cancelled');
    expect(tell).toHaveBeenCalledWith(expect.objectContaining({ status: 'cancelled' }));
  });

  it('expires what is overdue before it is shown', async () => {
    const overdue = order({ expiresAtMs: 1 });
    const { orders, expireIfDue } = ownedOrders(overdue, order({ status: 'expired' }));
    expect(await orders.require('id', 'acme')).toMatchObject({ status: 'expired' });
    expect(expireIfDue).toHaveBeenCalledWith('id');
  });

  it('leaves alone what has time left, was begun or has no deadline', async () => {
    const later = order({ expiresAtMs: Date.now() + 60_000 });
    const begun = order({ expiresAtMs: 1, status: 'processing' });
    const { orders, expireIfDue } = ownedOrders(later, begun, order());
    for (let nth = 0; nth < 3; nth++) await orders.findByNumber('acme', 'A-1');
    expect(await orders.findByNumber('acme', 'A-1')).toBeNull();
    expect(expireIfDue).not.toHaveBeenCalled();
  });
});
