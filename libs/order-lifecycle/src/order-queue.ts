import { QUEUE_NAMES, REDIS_PREFIX } from '@sluice/contracts';

/** Bull's name of the order queue. */
export const ORDER_QUEUE = QUEUE_NAMES.orders;

/** Bull's key prefix for every queue of Sluice. */
export const ORDER_QUEUE_PREFIX = REDIS_PREFIX;
