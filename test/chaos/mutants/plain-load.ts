import type { LoadMix } from '../load/arrival.ts';

const NONE: LoadMix = {
  keyed: 0,
  unkeyed: 0,
  sync: 0,
  'short-lived': 0,
  cancelled: 0,
  twice: 0,
  duplicate: 0,
  reworded: 0,
};

/** Orders that are submitted once and left to the queue. */
export const UNKEYED_ONLY: LoadMix = { ...NONE, unkeyed: 1 };
