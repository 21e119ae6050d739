import { REDIS_PREFIX } from '@sluice/contracts';

/** The one list that all replies go into, and whose gateway it is. */
export const REPLY_LIST = `${REDIS_PREFIX}:replies`;
export const INSTANCE_LOCK = `${REDIS_PREFIX}:replies:instance`;
