import type { LimiterSettings } from '@sluice/contracts';
import { SlotPool } from '../tasks/slot-pool';
import { LimiterFollower } from './limiter-follower';
import type { StartRateLimiter } from './start-rate-limiter';

const OWN: LimiterSettings = { concurrency: 16, rateMax: null, rateWindowMs: 1_000 };
const SET: LimiterSettings = { concurrency: 4, rateMax: 50, rateWindowMs: 2_000 };

describe('LimiterFollower', () => {
  const load = jest.fn<Promise<Partial<LimiterSettings>>, []>();
  const setLimited = jest.fn<undefined, [boolean]>();
  let slots: SlotPool;
  let follower: LimiterFollower;

  beforeEach(() => {
    load.mockReset().mockResolvedValue({});
    setLimited.mockReset();
    slots = new SlotPool(1);
    const rate = { setLimited } as unknown as StartRateLimiter;
    follower = new LimiterFollower(slots, rate, { load }, OWN);
  });

  it("begins with the process's own settings", async () => {
    await follower.look();
    expect(follower.current).toEqual(OWN);
    expect(slots.capacity).toBe(16);
    expect(setLimited).toHaveBeenLastCalledWith(false);
  });

  it('takes over what operators set, at once, and again only what has changed', async () => {
    load.mockResolvedValue(SET);
    await follower.look();
    expect(follower.current).toEqual(SET);
    expect(slots.capacity).toBe(4);
    expect(setLimited).toHaveBeenLastCalledWith(true);
    const { length } = setLimited.mock.calls;
    await follower.look();
    expect(setLimited.mock.calls).toHaveLength(length);
  });

  it('keeps its own where operators set a part only', async () => {
    load.mockResolvedValue({ concurrency: 3 });
    await follower.look();
    expect(follower.current).toEqual({ ...OWN, concurrency: 3 });
  });

  it('goes on as before where Redis cannot be asked', async () => {
    load.mockRejectedValue(new Error('Connection is closed.'));
    await expect(follower.look()).rejects.toThrow();
    expect(follower.current).toEqual(OWN);
  });

  it('ignores what nobody can mean', async () => {
    load.mockResolvedValue({ concurrency: Number.NaN, rateMax: -3, rateWindowMs: 0 });
    await follower.look();
    expect(follower.current).toEqual(OWN);
  });
});
