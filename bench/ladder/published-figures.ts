import type { Endpoint, LadderFigures } from './ladder.model.ts';

/** Rungs of the original experiment; each was run three times over both endpoints. */
export const PUBLISHED_RUNGS = [10, 50, 100, 200, 500, 1_000, 2_000, 3_000];

/** Most submissions under way at once in the original. */
export const MAX_AT_ONCE = 1_000;

type Line = readonly [latencyMs: number, throughputPerMinute: number, failures: number];

/** In the order of the rungs. @see docs: "Async messaging in sync APIs", raw test results */
const PUBLISHED: Record<Endpoint, readonly Line[]> = {
  sync: [
    [131, 7_974, 0],
    [355, 11_998, 0],
    [815, 7_046, 0],
    [3_244, 3_733, 0],
    [8_073, 3_342, 0],
    [18_833, 3_083, 197],
    [22_289, 2_834, 3_903],
    [20_745, 3_264, 1_568],
  ],
  async: [
    [24, 8_437, 0],
    [3, 14_172, 0],
    [3, 15_773, 0],
    [7, 16_976, 0],
    [16, 17_985, 0],
    [25, 17_535, 0],
    [1_068, 18_118, 0],
    [100, 17_047, 0],
  ],
};

/** The published line of a rung; undefined for a rung that the original did not have. */
export function publishedFigures(endpoint: Endpoint, orders: number): LadderFigures | undefined {
  const line = PUBLISHED[endpoint][PUBLISHED_RUNGS.indexOf(orders)];
  if (!line) return undefined;
  const [latencyMs, throughputPerMinute, failures] = line;
  return { latencyMs, throughputPerMinute, failures };
}
