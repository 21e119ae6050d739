import { REDIS_PREFIX } from '@sluice/contracts';

/** What operators set of the limiter: a hash of `concurrency`, `rateMax` (0: none), `rateWindowMs`. */
export const LIMITER_KEY = `${REDIS_PREFIX}:limiter`;

/** A hash of `start`, the one last handed out by Redis' clock, and `credit`; in microseconds. */
export const PACE_KEY = `${REDIS_PREFIX}:limiter:pace`;
