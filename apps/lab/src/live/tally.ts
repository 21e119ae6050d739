/** What became of the orders that one side sent, so far. */
export interface Tally {
  sent: number;
  /** By what they are now: `200 completed`, `queued`, `completed`, `503 gateway-saturated`. */
  counts: Readonly<Record<string, number>>;
  /** How long each answer took. */
  answersMs: readonly number[];
  /** How long it took from the request until each order was saved. */
  savedMs: readonly number[];
  /** A sentence about what stopped the whole side. */
  trouble?: string;
}

export const EMPTY_TALLY: Tally = { sent: 0, counts: {}, answersMs: [], savedMs: [] };

/** The tally with something counted that was called otherwise before, or not at all. */
export function counted(tally: Tally, now: string, before?: string, by = 1): Tally {
  const counts = { ...tally.counts, [now]: (tally.counts[now] ?? 0) + by };
  if (before !== undefined) counts[before] = (counts[before] ?? 0) - by;
  return { ...tally, counts };
}

/** The middle one, and the longest; undefined as long as there is none. */
export function spreadOf(
  latenciesMs: readonly number[],
): { medianMs: number; slowestMs: number } | undefined {
  const sorted = [...latenciesMs].sort((a, b) => a - b);
  const medianMs = sorted[Math.floor((sorted.length - 1) / 2)];
  const slowestMs = sorted.at(-1);
  return medianMs === undefined || slowestMs === undefined ? undefined : { medianMs, slowestMs };
}
