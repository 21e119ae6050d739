import { queuedOrderJson } from './order.mapper';

const ID = '6f3a1c5e-27b4-8f10-9c3d-5a1be0f7d214';
const AT_MS = Date.parse('2026-01-05T09:30:00.123Z');

describe('queuedOrderJson', () => {
  it('tells a not-before only of an order that has one', () => {
    const plain = JSON.parse(queuedOrderJson(ID, 'A-1', AT_MS, AT_MS + 1_000)) as object;
    expect(Object.keys(plain)).toEqual([
      'id',
      'orderNumber',
      'status',
      'acceptedAt',
      'updatedAt',
      'expiresAt',
      'attempts',
      'links',
    ]);
    const scheduled = queuedOrderJson(ID, 'A-1', AT_MS, AT_MS + 61_000, AT_MS + 60_000);
    expect(JSON.parse(scheduled)).toEqual({
      ...plain,
      expiresAt: '2026-01-05T09:31:01.123Z',
      notBefore: '2026-01-05T09:31:00.123Z',
    });
  });
});
