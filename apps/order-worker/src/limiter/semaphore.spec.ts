import { Semaphore, type ReleaseSlot } from './semaphore';

async function held(limiter: Semaphore): Promise<ReleaseSlot> {
  const release = await limiter.acquire();
  if (release === undefined) throw new Error('no slot');
  return release;
}

describe('Semaphore', () => {
  it('never hands out more slots than it has', async () => {
    const limiter = new Semaphore(3);
    let most = 0;
    let now = 0;
    const work = async (): Promise<void> => {
      const release = await held(limiter);
      most = Math.max(most, ++now);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      now -= 1;
      release();
    };
    await Promise.all(Array.from({ length: 50 }, work));
    expect(most).toBe(3);
    expect(limiter.inUse).toBe(0);
  });

  it('serves in the order of asking', async () => {
    const limiter = new Semaphore(1);
    const release = await held(limiter);
    const served: number[] = [];
    const rest = [1, 2, 3].map(async (nth) => {
      const mine = await held(limiter);
      served.push(nth);
      mine();
    });
    expect(limiter.waiting).toBe(3);
    release();
    await Promise.all(rest);
    expect(served).toEqual([1, 2, 3]);
  });

  it('lets nobody overtake who waits', async () => {
    const limiter = new Semaphore(1);
    const release = await held(limiter);
    const first = limiter.acquire();
    release();
    const second = limiter.acquire();
    expect(limiter.waiting).toBe(1);
    (await first)?.();
    (await second)?.();
  });

  it('counts a slot that is given back twice once', async () => {
    const limiter = new Semaphore(2);
    const release = await held(limiter);
    await held(limiter);
    release();
    release();
    expect(limiter.inUse).toBe(1);
  });

  it('lets a waiter go who gives up, and keeps the place for the next', async () => {
    const limiter = new Semaphore(1);
    const release = await held(limiter);
    const abort = new AbortController();
    const quitter = limiter.acquire(abort.signal);
    const next = limiter.acquire();
    abort.abort();
    expect(await quitter).toBeUndefined();
    expect(await limiter.acquire(abort.signal)).toBeUndefined();
    release();
    expect(await next).toBeDefined();
    expect(limiter.inUse).toBe(1);
  });

  it('serves more at once when it grows, and waits for surplus slots when it shrinks', async () => {
    const limiter = new Semaphore(1);
    const first = await held(limiter);
    const second = limiter.acquire();
    const third = limiter.acquire();
    limiter.setCapacity(2);
    const releaseSecond = await second;
    expect([limiter.inUse, limiter.waiting]).toEqual([2, 1]);
    limiter.setCapacity(1);
    first();
    expect([limiter.inUse, limiter.waiting]).toEqual([1, 1]);
    releaseSecond?.();
    expect(await third).toBeDefined();
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d slots', (slots) => {
    expect(() => new Semaphore(slots)).toThrow(RangeError);
    expect(() => new Semaphore(1).setCapacity(slots)).toThrow(RangeError);
  });
});
