import type { OrderRecord } from '@sluice/task-queue';
import { etagOf } from './order-etag';

const record = (changes: Partial<OrderRecord>) =>
  ({ orderId: 'an-id', revision: 3, updatedAtMs: 36, ...changes }) as OrderRecord;

describe('etagOf', () => {
  it('is quoted, strong, and another one for every representation', () => {
    expect(etagOf(record({}))).toBe('"an-id.3.10"');
    const tags = [{}, { orderId: 'other' }, { revision: 4 }, { updatedAtMs: 37 }].map((changes) =>
      etagOf(record(changes)),
    );
    expect(new Set(tags).size).toBe(4);
  });
});
