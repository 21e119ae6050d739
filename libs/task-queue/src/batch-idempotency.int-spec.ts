import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../../../test/support/redis-server';
import { BatchMarks } from './batch-mark';

const KEPT_MS = 60_000;
const mark = { hash: 'a1', fingerprint: 'f1' };
const other = { hash: 'a1', fingerprint: 'f2' };

let server: TestRedis;
let redis: Redis;
let marks: BatchMarks;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
  marks = new BatchMarks(redis, KEPT_MS);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

describe('BatchMarks', () => {
  it('tells a new batch, the same one and another one under the same key apart', async () => {
    expect(await marks.claim(mark)).toBe('new');
    expect(await marks.claim(mark)).toBe('same');
    expect(await marks.claim(other)).toBe('other');
    expect(await marks.claim(mark)).toBe('same');
  });

  it('is new to one of many at once', async () => {
    const claims = await Promise.all(Array.from({ length: 50 }, () => marks.claim(mark)));
    expect(claims.filter((claim) => claim === 'new')).toHaveLength(1);
    expect(claims.filter((claim) => claim === 'same')).toHaveLength(49);
  });

  it('sees a key that came with a single order', async () => {
    await redis.set('{sluice}:idempotency:a1', 'f1 ce19eef4-c7e1-810e-ab6b-8960539ed4da');
    expect(await marks.claim(mark)).toBe('other');
  });

  it('forgets a mark, and lets the others expire', async () => {
    await marks.claim(mark);
    expect(await redis.pttl('{sluice}:idempotency:a1')).toBeGreaterThan(KEPT_MS / 2);
    await marks.forget(mark);
    expect(await marks.claim(other)).toBe('new');
  });
});
