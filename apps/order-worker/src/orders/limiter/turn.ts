import type { PaceTicket } from './pace-desk';

/** When an order may start. */
export interface Turn {
  /** On the clock of `performance.now()`. */
  readonly atMs: number;
  /** How late a start may be and still use this turn. */
  readonly toleranceMs: number;
}

const LEAST_TOLERANCE_MS = 8;

/**
 * All starts lie within `toleranceMs` after evenly spaced moments, so no window, wherever it lies,
 * holds more than its share and what fits into one tolerance: half an order at low rates, 0.8 % of a
 * second's share at high ones.
 */
export function turnOf({ atMs, intervalMs }: PaceTicket): Turn {
  return { atMs, toleranceMs: Math.max(intervalMs / 2, LEAST_TOLERANCE_MS) };
}

/**
 * How many tickets a worker holds in advance: enough to cover the way to the desk, as few as
 * possible, for a worker that dies takes its tickets along.
 */
export function ticketsAhead(intervalMs: number): number {
  const cover = Math.ceil(20 / Math.max(intervalMs, 0.1));
  return Math.min(Math.max(cover, 1) + 1, 64);
}
