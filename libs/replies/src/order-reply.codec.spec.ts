import type { OrderReply } from '@sluice/contracts';
import { LONGEST_REPLY, readOrderReply, writeOrderReply } from './order-reply.codec';
import { readReturnTicket, writeReturnTicket } from './return-ticket';

const REPLY: OrderReply = {
  v: 1,
  orderId: '0a1b2c3d-0000-8000-8000-000000000001',
  correlationId: 'gateway-1.2',
  status: 'failed',
};

describe('order reply', () => {
  it('is read as it was written', () => {
    expect(readOrderReply(writeOrderReply(REPLY))).toEqual(REPLY);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"v":1'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['another version', JSON.stringify({ ...REPLY, v: 2 })],
    ['a missing member', JSON.stringify({ ...REPLY, orderId: undefined })],
    ['a member too many', JSON.stringify({ ...REPLY, result: {} })],
    ['a number for a text', JSON.stringify({ ...REPLY, correlationId: 7 })],
    ['an id of another kind', JSON.stringify({ ...REPLY, orderId: 'wait' })],
    ['an endless id', JSON.stringify({ ...REPLY, correlationId: 'x'.repeat(65) })],
    ['a status that ends nothing', JSON.stringify({ ...REPLY, status: 'processing' })],
    ['an unknown status', JSON.stringify({ ...REPLY, status: 'lost' })],
    ['blown up with space', writeOrderReply(REPLY) + ' '.repeat(LONGEST_REPLY)],
  ])('is not %s', (_, text) => {
    expect(readOrderReply(text)).toBeNull();
  });
});

describe('return ticket', () => {
  it('brings the correlation id of the wait along with the address', () => {
    const ticket = { correlationId: 'g1-17', address: '{a}'.replace(/[{}]/g, '') + ':replies:g1' };
    const word = writeReturnTicket(ticket);
    expect(word).not.toContain(' ');
    expect(readReturnTicket(word, 'of-the-request')).toEqual(ticket);
  });

  it('takes a plain address for one where all replies are waited for', () => {
    expect(readReturnTicket('orders/replies', 'of-the-request')).toEqual({
      correlationId: 'of-the-request',
      address: 'orders/replies',
    });
  });

  it('refuses what cannot be an address', () => {
    expect(readReturnTicket('a b', 'c')).toBeNull();
    expect(readReturnTicket('~id~{no}', 'c')).toBeNull();
    expect(readReturnTicket('', 'c')).toBeNull();
  });
});
