import { readImmutablePart, writeImmutablePart } from './order-header';

const ID = 'abcdef00-1111-8222-8333-444455556666';

describe('the immutable part of a record', () => {
  it('comes back as it was written', () => {
    const origin = {
      client: 'acme',
      orderNumber: 'A-1',
      correlationId: 'c1',
      traceparent: '00-a-b-01',
      replyTo: 'gateway-7',
      callbackUrl: 'https://example.org/hook?a=1',
      priority: 'high' as const,
    };
    const part = writeImmutablePart(ID, origin, '{"notes":"two\\nlines"}');
    expect(readImmutablePart(`1000 2000 ${part}`)).toEqual({
      header: { ...origin, generation: 'abcdef', acceptedAtMs: 1000, expiresAtMs: 2000 },
      orderJson: '{"notes":"two\\nlines"}',
    });
  });

  it('knows an order without deadline or trace, and a shrunken record', () => {
    const origin = { client: 'acme', orderNumber: 'A-1', correlationId: 'c1' };
    const [line] = `1000 0 ${writeImmutablePart(ID, origin, '{}')}`.split('\n') as [string];
    const { header, orderJson } = readImmutablePart(line);
    expect(header).toEqual({
      ...origin,
      priority: 'normal',
      generation: 'abcdef',
      acceptedAtMs: 1000,
      expiresAtMs: null,
    });
    expect(orderJson).toBeNull();
  });
});
