import type { BatchResult } from '@sluice/contracts';

/** What became of a batch as a whole. */
export interface BatchOutcome {
  /**
   * 202: all were taken in; 207: not all. Every one was refused for want of room: 429 when it was
   * the client's own each time, else 503.
   */
  status: 202 | 207 | 429 | 503;
  /** Of which something came, now or by an earlier request with the same key. */
  takenIn: number;
}

const CLIENT_FULL = 429;
const UNAVAILABLE = 503;
const TAKEN_IN = 202;

/** Sums the results of a batch up; there is at least one. */
export function batchOutcome(results: readonly Pick<BatchResult, 'status'>[]): BatchOutcome {
  const takenIn = count(results, TAKEN_IN);
  if (takenIn === results.length) return { status: TAKEN_IN, takenIn };
  const clientFull = count(results, CLIENT_FULL);
  if (clientFull === results.length) return { status: CLIENT_FULL, takenIn };
  const noRoom = clientFull + count(results, UNAVAILABLE) === results.length;
  return { status: noRoom ? UNAVAILABLE : 207, takenIn };
}

function count(results: readonly Pick<BatchResult, 'status'>[], status: number): number {
  return results.filter((result) => result.status === status).length;
}
