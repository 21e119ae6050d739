import type { ResourceLook } from './resource-watch.ts';

/** So much more in the last quarter than in the second, by share and at least, counts as grown. */
const GROWN_SHARE = 0.1;
const GROWN_LEAST = 5;

const MS_PER_HOUR = 3_600_000;

/**
 * For each resource its mean over the second and over the last quarter of the time, and what a straight
 * line through everything after the first quarter gains in an hour: the first one is for warming
 * up, and what still grows after that goes on growing. At the head how many have grown.
 */
export function growth(seen: readonly ResourceLook[]): Record<string, number> {
  const quarter = Math.floor(seen.length / 4);
  if (quarter === 0) return {};
  const early = seen.slice(quarter, 2 * quarter);
  const late = seen.slice(-quarter);
  const names = Object.keys(late[0]?.used ?? {});
  const grown = names.filter((name) => hasGrown(meanOf(early, name), meanOf(late, name)));
  return {
    'resources that grew by more than a tenth': grown.length,
    ...Object.fromEntries(
      names.flatMap((name) => [
        [`${name}, second quarter`, meanOf(early, name)],
        [`${name}, last quarter`, meanOf(late, name)],
        [`${name}, gained per hour`, slopePerHour(seen.slice(quarter), name)],
      ]),
    ),
  };
}

function hasGrown(early: number, late: number): boolean {
  return late - early > Math.max(GROWN_LEAST, early * GROWN_SHARE);
}

/** By least squares. */
function slopePerHour(seen: readonly ResourceLook[], name: string): number {
  const meanMs = mean(seen.map(({ atMs }) => atMs));
  const meanUsed = meanOf(seen, name);
  const away = seen.map(({ atMs, used }) => [atMs - meanMs, (used[name] ?? 0) - meanUsed] as const);
  const together = mean(away.map(([ms, more]) => ms * more));
  const alone = mean(away.map(([ms]) => ms * ms));
  return alone === 0 ? 0 : (together / alone) * MS_PER_HOUR;
}

function meanOf(seen: readonly ResourceLook[], name: string): number {
  return mean(seen.map(({ used }) => used[name] ?? 0));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
