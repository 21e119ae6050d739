import { SeededRandom } from '../random/seeded-random.ts';
import { drawSchedule } from './draw-schedule.ts';
import { FAULT_DECK } from './fault-deck.ts';
import type { PlannedFault } from './fault.ts';

const WINDOW_MS = 38_000;
const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

const schedule = (seed: number, workers = 2, windowMs = WINDOW_MS) =>
  drawSchedule(new SeededRandom(seed), { shape: { gateways: 3, workers }, windowMs });

const facts = (faults: PlannedFault[]) =>
  faults.map(({ name, target, atMs, durationMs, detail }) => [
    name,
    target,
    atMs,
    durationMs,
    detail,
  ]);

describe('drawSchedule', () => {
  it('repeats itself for the same seed and differs for another', () => {
    expect(facts(schedule(7))).toEqual(facts(schedule(7)));
    expect(facts(schedule(7))).not.toEqual(facts(schedule(8)));
  });
  it.each([
    [1, 38_000],
    [2, 38_000],
    [2, 20_000],
  ])('finds room for more than ten faults with %i workers in %i ms', (workers, windowMs) => {
    for (const seed of SEEDS) {
      expect(schedule(seed, workers, windowMs).length).toBeGreaterThan(10);
    }
  });
  it('keeps every fault within the window', () => {
    const all = SEEDS.flatMap((seed) => schedule(seed));
    expect(all.every(({ atMs, durationMs }) => atMs + durationMs <= WINDOW_MS)).toBe(true);
  });
  it('never lets two faults touch the same thing at once', () => {
    for (const faults of SEEDS.map((seed) => schedule(seed))) {
      for (const [index, one] of faults.entries()) {
        const meanwhile = faults
          .slice(index + 1)
          .filter(({ atMs }) => atMs < one.atMs + one.durationMs);
        const touched = meanwhile.flatMap(({ claims }) => claims);
        expect(one.claims.filter((claim) => touched.includes(claim))).toEqual([]);
      }
    }
  });
  it('draws every kind of fault over some seeds', () => {
    const drawn = new Set(SEEDS.flatMap((seed) => schedule(seed)).map(({ name }) => name));
    expect([...drawn].toSorted()).toEqual(FAULT_DECK.map(({ name }) => name).toSorted());
  });
});
