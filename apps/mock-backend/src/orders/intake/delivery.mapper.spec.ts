import { toDelivery } from './delivery.mapper';

const request = (changes: object = {}) => ({
  idempotencyKey: 'id-1',
  body: { orderNumber: 'A-1' },
  bodyText: '{"orderNumber":"A-1"}',
  ...changes,
});

describe('toDelivery', () => {
  it('takes the id from the header and the number from the body', () => {
    expect(toDelivery(request())).toEqual({
      orderId: 'id-1',
      orderNumber: 'A-1',
      orderText: '{"orderNumber":"A-1"}',
    });
  });

  it('takes a quoted id as well', () => {
    expect(toDelivery(request({ idempotencyKey: '"id-1"' }))?.orderId).toBe('id-1');
  });

  it.each([undefined, '', ' ', '""', '"a', 'a b', 'a, a', 'ä', 'x'.repeat(256)])(
    'refuses the id %j',
    (idempotencyKey) => {
      expect(() => toDelivery(request({ idempotencyKey }))).toThrow(/Idempotency-Key/);
    },
  );

  it.each([null, [], 'A-1', 1, {}, { orderNumber: 1 }, { orderNumber: '' }])(
    'sees no order in %j',
    (body) => {
      expect(toDelivery(request({ body }))).toBeNull();
    },
  );
});
