import type { Redis } from 'ioredis';
import { BatchIdempotency } from './batch-idempotency';
import { order, QueueFixture } from './testing/queue.fixture';

const KEPT_MS = 60_000;
const mark = { hash: 'a1', fingerprint: 'f1' };
const other = { hash: 'a1', fingerprint: 'f2' };

let fixture: QueueFixture;
let redis: Redis;
let keys: BatchIdempotency;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  redis = fixture.redis;
  keys = new BatchIdempotency(redis, KEPT_MS);
});
beforeEach(() => redis.flushall());
afterAll(() => fixture.stop());

describe('BatchIdempotency', () => {
  it('tells a new batch, the same one and another one under the same key apart', async () => {
    expect(await keys.claim('acme', mark)).toBe('new');
    expect(await keys.claim('acme', mark)).toBe('same');
    expect(await keys.claim('acme', other)).toBe('other');
    expect(await keys.claim('acme', mark)).toBe('same');
  });

  it('is new to one of many at once', async () => {
    const claims = await Promise.all(Array.from({ length: 50 }, () => keys.claim('acme', mark)));
    expect(claims.filter((claim) => claim === 'new')).toHaveLength(1);
    expect(claims.filter((claim) => claim === 'same')).toHaveLength(49);
  });

  it('sees a key that came with a single order', async () => {
    await redis.set('{sluice:0}:idempotency:a1', 'f1 ce19eef4-c7e1-810e-ab6b-8960539ed4da');
    expect(await keys.claim('acme', mark)).toBe('other');
  });

  it('forgets a mark, and lets the others expire', async () => {
    await keys.claim('acme', mark);
    expect(await redis.pttl('{sluice:0}:idempotency:a1')).toBeGreaterThan(KEPT_MS / 2);
    await keys.forget('acme', mark, []);
    expect(await keys.claim('acme', other)).toBe('new');
  });

  it('keeps a key of which a copy of the batch was taken in meanwhile', async () => {
    const intake = await fixture.intake();
    const ofOrder = { hash: 'a1-0', fingerprint: 'f1', batch: { hash: 'a1', keptMs: KEPT_MS } };
    expect(await keys.claim('acme', mark)).toBe('new');
    await intake.accept(order('A-1', { idempotency: ofOrder }));
    await keys.forget('acme', mark, [ofOrder]);
    expect(await keys.claim('acme', other)).toBe('other');
  });

  it('is bound again by an order of the batch that is taken in later', async () => {
    const intake = await fixture.intake();
    const ofOrder = { hash: 'a1-0', fingerprint: 'f1', batch: { hash: 'a1', keptMs: KEPT_MS } };
    await keys.claim('acme', mark);
    await keys.forget('acme', mark, [ofOrder]);
    await intake.accept(order('A-1', { idempotency: ofOrder }));
    expect(await keys.claim('acme', other)).toBe('other');
    expect(await redis.pttl('{sluice:0}:idempotency:a1')).toBeGreaterThan(KEPT_MS / 2);
  });

  it("takes nothing of a batch in whose key is another request's by now", async () => {
    const intake = await fixture.intake();
    const ofOrder = { hash: 'a1-0', fingerprint: 'f1', batch: { hash: 'a1', keptMs: KEPT_MS } };
    await keys.claim('acme', other);
    const verdict = await intake.accept(order('A-1', { idempotency: ofOrder }));
    expect(verdict).toMatchObject({ verdict: 'key-reused' });
  });
});
