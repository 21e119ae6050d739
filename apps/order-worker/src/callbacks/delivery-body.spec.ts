import { type OrderRecord, toOrderResponse } from '@sluice/task-queue';
import { deliveryBodyOf, MOST_BODY_BYTES } from './delivery-body';

const order: OrderRecord = {
  orderId: '00000a11-1111-8111-8111-111111111111',
  generation: '00000a',
  client: 'acme',
  orderNumber: 'A-1',
  correlationId: 'c-1',
  status: 'completed',
  acceptedAtMs: 0,
  updatedAtMs: 1,
  expiresAtMs: 2,
  attempts: 1,
  revision: 2,
  sync: false,
  priority: 'normal',
  inDoubt: false,
  orderJson: null,
  result: { text: 'Grüße 😀' },
};

describe('deliveryBodyOf', () => {
  it('is the order as GET shows it', () => {
    expect(deliveryBodyOf(order)).toBe(JSON.stringify(toOrderResponse(order)));
  });

  it('tells nothing that GET does not tell', () => {
    const text = deliveryBodyOf({ ...order, callbackUrl: 'https://example.org/?token=secret' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('acme');
  });

  it.each(['x', '😀'])(
    'leaves out a result that is too long, counted in bytes (%s)',
    (character) => {
      const long = deliveryBodyOf({ ...order, result: character.repeat(MOST_BODY_BYTES) });
      expect(Buffer.byteLength(long)).toBeLessThan(MOST_BODY_BYTES);
      const { result: _left, ...rest } = toOrderResponse(order);
      expect(JSON.parse(long)).toEqual(rest);
    },
  );
});
