import { WorkerConfig } from '../worker.config';
import { PerOriginLimiter } from './per-origin-limiter';

const limiterOf = (callbackConcurrency: number): PerOriginLimiter =>
  new PerOriginLimiter(Object.assign(new WorkerConfig(), { callbackConcurrency }));

const fill = (limiter: PerOriginLimiter, client: string, origin = 'o'): number => {
  let taken = 0;
  while (limiter.enter({ client, origin })) taken++;
  return taken;
};

/** As many receivers as get a place, one call each. */
const fillWithReceivers = (limiter: PerOriginLimiter, client: string): number => {
  let taken = 0;
  while (limiter.enter({ client, origin: `o-${taken}` })) taken++;
  return taken;
};

describe('PerOriginLimiter', () => {
  it('leaves half of the slots to other clients, however many receivers one has', () => {
    const limiter = limiterOf(16);
    expect(fillWithReceivers(limiter, 'a')).toBe(8);
    expect([limiter.inUse, limiter.inUseByClient.get('a')]).toEqual([8, 8]);
    expect(fillWithReceivers(limiter, 'b')).toBe(4);
  });

  it.each([
    [16, 6],
    [8, 3],
    [4, 1],
  ])("of %d slots, leaves some of a client's to its other receivers", (slots, most) => {
    const limiter = limiterOf(slots);
    expect(fill(limiter, 'a', 'slow')).toBe(most);
    expect(limiter.enter({ client: 'a', origin: 'other' })).toBeDefined();
  });

  it('always has a place for a client that has none, until all are taken', () => {
    const limiter = limiterOf(16);
    const taken = ['a', 'b', 'c', 'd', 'e'].map((client) => fillWithReceivers(limiter, client));
    expect(taken[0]).toBe(8);
    expect(Math.min(...taken)).toBeGreaterThanOrEqual(1);
    expect(limiter.inUse).toBeLessThanOrEqual(16);
  });

  it.each([1, 2, 3])('serves with %d slots', (slots) => {
    const limiter = limiterOf(slots);
    expect(fill(limiter, 'a')).toBe(1);
  });

  it('takes places back', () => {
    const limiter = limiterOf(4);
    const destination = { client: 'a', origin: 'o' };
    const release = limiter.enter(destination);
    fill(limiter, 'a');
    expect(limiter.enter(destination)).toBeUndefined();
    release?.(10);
    expect(limiter.enter(destination)).toBeDefined();
  });

  it('defers for longer the longer a receiver hangs', () => {
    const limiter = limiterOf(4);
    const destination = { client: 'a', origin: 'o' };
    fill(limiter, 'a');
    const nowMs = performance.now();
    expect(limiter.deferralMs(destination, nowMs)).toBeLessThan(1_000);
    expect(limiter.deferralMs(destination, nowMs + 10_000)).toBeGreaterThan(5_000);
  });

  it('defers each delivery to a later place of its own, within a minute', () => {
    const limiter = limiterOf(4);
    const destination = { client: 'a', origin: 'o' };
    limiter.enter(destination)?.(10_000);
    fill(limiter, 'a');
    const delays = Array.from({ length: 200 }, () => limiter.deferralMs(destination, 0));
    expect(delays).toEqual([...delays].sort((one, other) => one - other));
    expect(new Set(delays.slice(0, 10)).size).toBe(10);
    expect(delays.at(-1)).toBe(60_000);
    expect(limiter.deferralMs({ client: 'a', origin: 'p' }, 0)).toBeLessThan(2_000);
  });
});
