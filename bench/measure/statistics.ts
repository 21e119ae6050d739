/** A figure over several rounds: the middle one, and how far the rounds lay apart. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/**
 * The middle value, or the mean of the two middle ones.
 * @throws RangeError of an empty list: a figure that nobody measured must not look like one.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined)
    throw new RangeError('no values to take a median of');
  return (lower + upper) / 2;
}

/**
 * The value below which `share` (0 to 1) of the values lie.
 * @throws RangeError of an empty list.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('no values to take a percentile of');
  return value;
}

/** @throws RangeError of an empty list. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values to take a mean of');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @throws RangeError of an empty list. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Ratio of two figures that were measured in the same rounds. The ratio is taken within each round
 * and the spread over the rounds, because the machine changes from minute to minute: a ratio of two
 * medians may compare a quiet minute with a busy one.
 * @throws RangeError when the lists differ in length or are empty.
 */
export function ratioPerRound(above: readonly number[], below: readonly number[]): Spread {
  if (above.length !== below.length) throw new RangeError('the two figures have different rounds');
  return spread(above.map((value, round) => value / (below[round] ?? Number.NaN)));
}

/**
 * The largest number of points that fall into any half-open window `[t, t + windowMs)`. Times are in
 * milliseconds and in any order; 0 of no points.
 */
export function fullestWindow(timesMs: readonly number[], windowMs: number): number {
  const sorted = timesMs.toSorted((a, b) => a - b);
  let first = 0;
  let fullest = 0;
  sorted.forEach((timeMs, last) => {
    while (timeMs - (sorted[first] ?? timeMs) >= windowMs) first += 1;
    fullest = Math.max(fullest, last - first + 1);
  });
  return fullest;
}
