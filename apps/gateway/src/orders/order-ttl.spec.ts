import { readOrderTtlMs } from './order-ttl';

describe('readOrderTtlMs', () => {
  it('reads whole seconds', () => {
    expect(readOrderTtlMs('60')).toBe(60_000);
    expect(readOrderTtlMs(undefined)).toBeUndefined();
  });

  it.each(['0', '-1', '1.5', '1e3', ' 1', '', '9999999999', ['1', '2']])('refuses %j', (field) =>
    expect(() => readOrderTtlMs(field)).toThrow('Order-TTL'),
  );
});
