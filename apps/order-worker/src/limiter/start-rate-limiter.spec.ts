import { broadcastController } from '../tasks/abort-controller';
import { RateLimitStore, type StartPermit } from './rate-limit-store';
import { StartRateLimiter } from './start-rate-limiter';

/** Hands starts out on the faked clock, as the shared store does on Redis'. */
class FakeStore extends RateLimitStore {
  private last = -Infinity;
  asked = 0;
  constructor(public intervalMs: number) {
    super();
  }
  next(_missed?: number): Promise<StartPermit | undefined> {
    this.asked += 1;
    const nowMs = performance.now();
    this.last = Math.max(nowMs, this.last + this.intervalMs);
    return Promise.resolve({ atMs: this.last, intervalMs: this.intervalMs });
  }
  forget(): void {
    this.last = -Infinity;
  }
}

const NEVER = broadcastController().signal;

/** Runs `count` orders through the limiter and notes when each was begun and started. */
function runOrders(limiter: StartRateLimiter, count: number, beginMs = 0) {
  const begun: number[] = [];
  const starts: number[] = [];
  const one = async (): Promise<void> => {
    if (!(await limiter.approach(NEVER))) return;
    begun.push(performance.now());
    if (beginMs > 0) await new Promise((resolve) => setTimeout(resolve, beginMs));
    limiter.observeBegin(beginMs);
    await limiter.start();
    starts.push(performance.now());
  };
  const all = Promise.all(Array.from({ length: count }, one));
  return { begun, starts, all };
}

describe('StartRateLimiter', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks nobody and waits for nothing without a rate', async () => {
    const store = new FakeStore(1_000);
    const { starts, all } = runOrders(new StartRateLimiter(store), 100);
    await all;
    expect(starts).toHaveLength(100);
    expect(store.asked).toBe(0);
  });

  it.each([100, 12.5, 3.334])('starts one order every %d ms, never early', async (intervalMs) => {
    const limiter = new StartRateLimiter(new FakeStore(intervalMs));
    limiter.setLimited(true);
    const beganAtMs = performance.now();
    const { starts, all } = runOrders(limiter, 60);
    await jest.advanceTimersByTimeAsync(Math.ceil(intervalMs * 60));
    await all;
    starts.forEach((at, nth) => {
      const dueMs = beganAtMs + nth * intervalMs;
      expect(at).toBeGreaterThanOrEqual(dueMs - 1e-6);
      expect(at).toBeLessThanOrEqual(dueMs + 1 + 1e-6);
    });
  });

  it('begins an order only shortly before its moment', async () => {
    const limiter = new StartRateLimiter(new FakeStore(1_000));
    limiter.setLimited(true);
    const { begun, starts, all } = runOrders(limiter, 3);
    await jest.advanceTimersByTimeAsync(2_500);
    await all;
    begun.forEach((at, nth) => {
      expect((starts[nth] ?? 0) - at).toBeLessThanOrEqual(5);
    });
  });

  it('begins earlier when beginning is slow, so that starts stay on time', async () => {
    const limiter = new StartRateLimiter(new FakeStore(50));
    limiter.setLimited(true);
    const { starts, all } = runOrders(limiter, 60, 20);
    await jest.advanceTimersByTimeAsync(50 * 70);
    await all;
    const gaps = starts.slice(-20).map((at, nth) => at - (starts[starts.length - 21 + nth] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(52);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(48);
  });

  it('takes a new start for an order that missed all there were, and says so', async () => {
    const store = new FakeStore(100);
    const next = jest.spyOn(store, 'next');
    const limiter = new StartRateLimiter(store);
    limiter.setLimited(true);
    const { starts, all } = runOrders(limiter, 2, 400);
    await jest.advanceTimersByTimeAsync(1_000);
    await all;
    expect(starts).toHaveLength(2);
    expect(Math.abs((starts[1] ?? 0) - (starts[0] ?? 0))).toBeGreaterThanOrEqual(100);
    expect(next.mock.calls.map(([missed]) => missed).slice(2)).toContain(2);
  });

  it('lets one that is ready take the start of one that is not', async () => {
    const store = new FakeStore(20);
    const limiter = new StartRateLimiter(store);
    limiter.setLimited(true);
    for (let nth = 0; nth < 50; nth += 1) limiter.observeBegin(40);
    const starts: number[] = [];
    const one = async (beginMs: number): Promise<void> => {
      await limiter.approach(NEVER);
      await new Promise((resolve) => setTimeout(resolve, beginMs));
      await limiter.start();
      starts.push(performance.now());
    };
    const all = Promise.all(Array.from({ length: 40 }, (_, nth) => one(nth % 3 === 0 ? 75 : 20)));
    await jest.advanceTimersByTimeAsync(40 * 20 * 1.15);
    await all;
    expect(starts).toHaveLength(40);
  });

  it('keeps the start of an order that was not handed out for the next one', async () => {
    const store = new FakeStore(5);
    const limiter = new StartRateLimiter(store);
    limiter.setLimited(true);
    await limiter.approach(NEVER);
    const { starts, all } = runOrders(limiter, 1);
    await jest.advanceTimersByTimeAsync(5);
    await all;
    expect(starts).toHaveLength(1);
    expect(store.asked).toBe(2);
  });

  it('holds few turns in advance', async () => {
    const store = new FakeStore(1_000);
    const limiter = new StartRateLimiter(store);
    limiter.setLimited(true);
    const { all } = runOrders(limiter, 50);
    await jest.advanceTimersByTimeAsync(10);
    expect(store.asked).toBeLessThanOrEqual(4);
    await jest.advanceTimersByTimeAsync(60_000);
    await all;
  });

  it('lets a changed rate speak at once', async () => {
    const store = new FakeStore(3_600_000);
    const limiter = new StartRateLimiter(store);
    limiter.setLimited(true);
    const { starts, all } = runOrders(limiter, 11);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(starts).toHaveLength(1);
    store.intervalMs = 10;
    store.forget();
    limiter.setLimited(true);
    await jest.advanceTimersByTimeAsync(110);
    await all;
    expect(starts).toHaveLength(11);
  });

  it('lets all go when the rate is taken off', async () => {
    const limiter = new StartRateLimiter(new FakeStore(3_600_000));
    limiter.setLimited(true);
    const { starts, all } = runOrders(limiter, 40);
    await jest.advanceTimersByTimeAsync(1);
    limiter.setLimited(false);
    await all;
    expect(starts).toHaveLength(40);
  });

  it('sends away who waits when intake stops', async () => {
    const limiter = new StartRateLimiter(new FakeStore(1_000));
    limiter.setLimited(true);
    await limiter.approach(NEVER);
    const abort = new AbortController();
    const waiting = [1, 2, 3].map(() => limiter.approach(abort.signal));
    await jest.advanceTimersByTimeAsync(10);
    abort.abort();
    await jest.advanceTimersByTimeAsync(1);
    expect(await Promise.all(waiting)).toEqual([false, false, false]);
  });

  it('lets a store that fails be asked again', async () => {
    const store = new FakeStore(10);
    const limiter = new StartRateLimiter(store);
    limiter.setLimited(true);
    jest.spyOn(store, 'next').mockRejectedValue(new Error('Connection is closed.'));
    for (let nth = 0; nth < 5; nth += 1) await expect(limiter.approach(NEVER)).rejects.toThrow();
    jest.restoreAllMocks();
    const turn = limiter.approach(NEVER);
    await jest.advanceTimersByTimeAsync(20);
    expect(await turn).toBe(true);
  });
});
