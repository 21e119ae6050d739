import { ActiveProfile } from '../profile/active-profile';
import { presetProfile } from '../profile/profile.mapper';
import type { PresetName } from '../profile/profile-presets';
import { SeededChance } from '../testing/chosen-chance';
import { ManualClock } from '../testing/manual-clock';
import { Workshop } from './workshop';

/** Orders saved per minute by the published experiment's synchronous endpoint. */
const PUBLISHED_SYNC_PER_MINUTE: [orders: number, perMinute: number][] = [
  [50, 11_998],
  [100, 7_046],
  [200, 3_733],
  [500, 3_342],
  [1_000, 3_083],
  [2_000, 2_834],
  [3_000, 3_264],
];

const MAX_AT_ONCE = 1_000;
/** A caller's way to the backend; there is no network without one. */
const TRAVEL_MS = 0.5;

/** Saved per minute when `orders` callers, at most 1000 at once, each wait for their answer. */
async function savedPerMinute(preset: PresetName, orders: number): Promise<number> {
  const clock = new ManualClock();
  const profile = new ActiveProfile(presetProfile(preset));
  const workshop = new Workshop(clock, new SeededChance(), profile);
  let [sent, saved] = [0, 0];
  const send = (): void => {
    if (sent++ >= orders) return;
    clock.wakeAt(clock.nowMs() + TRAVEL_MS, () => {
      void workshop
        .perform(() => undefined)
        .then(() => {
          saved++;
          send();
        });
    });
  };
  for (let caller = 0; caller < MAX_AT_ONCE; caller++) send();
  while (saved < orders && clock.ringNext()) await Promise.resolve();
  return (saved / clock.nowMs()) * 60_000;
}

describe('the preset "contended"', () => {
  it.each(PUBLISHED_SYNC_PER_MINUTE)(
    'reproduces the published sync throughput of %i orders within 25 %%',
    async (orders, published) => {
      const ratio = (await savedPerMinute('contended', orders)) / published;
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
    },
  );

  it('serves 16 callers at the full 320 a second', async () => {
    const ideal = 16 / 0.05;
    expect((await savedPerMinute('contended', 16)) / 60).toBeGreaterThan(0.98 * ideal);
  });

  it('leaves "steady" steady at every load', async () => {
    for (const orders of [10, 100, 1_000, 3_000]) {
      const idealMs = Math.ceil(orders / 16) * 50;
      const reached = (await savedPerMinute('steady', orders)) * (idealMs / orders / 60_000);
      expect(reached).toBeGreaterThan(0.98);
    }
  });
});
