import type { LimiterSettings } from '@sluice/contracts';
import { FixedLimiter } from './fixed-limiter';
import { LimiterControl } from './limiter-control';
import type { LimiterSettingsStore } from './limiter-settings.store';
import type { Pacer } from './pacer';

const OWN: LimiterSettings = { concurrency: 16, rateMax: null, rateWindowMs: 1_000 };
const SET: LimiterSettings = { concurrency: 4, rateMax: 50, rateWindowMs: 2_000 };

describe('LimiterControl', () => {
  const load = jest.fn<Promise<Partial<LimiterSettings>>, []>();
  const save = jest.fn<Promise<void>, [LimiterSettings]>();
  const setPaced = jest.fn<undefined, [boolean]>();
  let limiter: FixedLimiter;
  let control: LimiterControl;

  beforeEach(() => {
    load.mockReset().mockResolvedValue({});
    save.mockReset().mockResolvedValue();
    setPaced.mockReset();
    limiter = new FixedLimiter(1);
    const store = { load, save } as unknown as LimiterSettingsStore;
    control = new LimiterControl(limiter, { setPaced } as unknown as Pacer, store, OWN);
  });

  it("begins with the process's own settings", async () => {
    await control.restore();
    expect(control.current).toEqual(OWN);
    expect(limiter.capacity).toBe(16);
    expect(setPaced).toHaveBeenLastCalledWith(false);
  });

  it('takes over what operators set, and tells who follows', async () => {
    const followed: number[] = [];
    control.follow(({ concurrency }) => followed.push(concurrency));
    load.mockResolvedValue(SET);
    await control.restore();
    await control.restore();
    expect(control.current).toEqual(SET);
    expect([limiter.capacity, followed]).toEqual([4, [16, 4]]);
    expect(setPaced).toHaveBeenLastCalledWith(true);
  });

  it('keeps a change before it puts it in force', async () => {
    save.mockRejectedValue(new Error('Connection is closed.'));
    await expect(control.change(SET)).rejects.toThrow();
    expect(limiter.capacity).toBe(16);
    save.mockResolvedValue();
    await control.change(SET);
    expect(limiter.capacity).toBe(4);
  });

  it('does not let an old look at Redis undo a change', async () => {
    let answer: (settings: LimiterSettings) => void = () => undefined;
    load.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const restoring = control.restore();
    await control.change(SET);
    answer(OWN);
    await restoring;
    expect(control.current).toEqual(SET);
  });

  it('ignores what nobody can mean', async () => {
    load.mockResolvedValue({ concurrency: Number.NaN, rateMax: -3, rateWindowMs: 0 });
    await control.restore();
    expect(control.current).toEqual(OWN);
  });
});
