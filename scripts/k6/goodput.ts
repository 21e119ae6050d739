import type { Sample } from './observation.ts';

export interface Period {
  fromMs: number;
  toMs: number;
}

/** Orders saved per second, from one sample to the one about `windowMs` later. */
export interface WindowRate extends Period {
  perSecond: number;
}

/** The rate in every window of about this length; none when there are too few samples. */
export function windowRates(samples: readonly Sample[], windowMs: number): WindowRate[] {
  return samples.flatMap((first, index) => {
    const last = samples.slice(index + 1).find(({ atMs }) => atMs - first.atMs >= windowMs);
    if (!last) return [];
    const seconds = (last.atMs - first.atMs) / 1_000;
    const perSecond = (last.saved - first.saved) / seconds;
    return [{ fromMs: first.atMs, toMs: last.atMs, perSecond }];
  });
}

/**
 * The poorest window within the period as a share of the best of the whole run; undefined when no
 * window lies within the period.
 */
export function goodputShare(
  samples: readonly Sample[],
  { fromMs, toMs }: Period,
  windowMs: number,
): number | undefined {
  const rates = windowRates(samples, windowMs);
  const within = rates.filter((rate) => rate.fromMs >= fromMs && rate.toMs <= toMs);
  if (within.length === 0) return undefined;
  const peak = Math.max(...rates.map(({ perSecond }) => perSecond));
  return Math.min(...within.map(({ perSecond }) => perSecond)) / peak;
}

/** The first moment from which on at most `most` orders wait; undefined when there is none. */
export function emptyFrom(samples: readonly Sample[], most: number): number | undefined {
  const known = samples.filter(({ queued }) => queued !== undefined);
  const lastDeep = known.findLastIndex(({ queued = 0 }) => queued > most);
  return known[lastDeep + 1]?.atMs;
}
