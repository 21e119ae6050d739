import { CountWatch } from './count-watch';

class FakeLedger {
  count = 0;
  private listener: (count: number) => void = () => undefined;

  onGrowth(listener: (count: number) => void): void {
    this.listener = listener;
  }

  grow(count: number): void {
    this.count = count;
    this.listener(count);
  }
}

describe('CountWatch', () => {
  const { signal: neverGone } = new AbortController();
  let ledger: FakeLedger;
  let watch: CountWatch;

  beforeEach(() => {
    jest.useFakeTimers();
    ledger = new FakeLedger();
    watch = new CountWatch(ledger);
  });

  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('answers at once when the count is reached already, or nobody waits', async () => {
    ledger.grow(5);
    expect(await watch.reach(5, 1_000, neverGone)).toBe(5);
    expect(await watch.reach(6, 0, neverGone)).toBe(5);
  });

  it('answers as soon as the count is reached', async () => {
    const ends: number[] = [];
    void watch.reach(3, 1_000, neverGone).then((count) => ends.push(count));
    const later = watch.reach(4, 1_000, neverGone);
    ledger.grow(2);
    await Promise.resolve();
    expect(ends).toEqual([]);
    ledger.grow(3);
    await Promise.resolve();
    expect(ends).toEqual([3]);
    ledger.grow(40);
    expect(await later).toBe(40);
  });

  it('answers with what there is when the time is over', async () => {
    const counted = watch.reach(3, 1_000, neverGone);
    ledger.grow(2);
    jest.advanceTimersByTime(1_000);
    expect(await counted).toBe(2);
  });

  it('lets go of a caller who has gone', async () => {
    const caller = new AbortController();
    const counted = watch.reach(3, 1_000, caller.signal);
    caller.abort();
    expect(await counted).toBe(0);
    expect(await watch.reach(3, 1_000, caller.signal)).toBe(0);
  });
});
