import { BullAdapter } from '@bull-board/api/bullAdapter';
import { QUEUE_NAMES, REDIS_PREFIX } from '@sluice/contracts';
import Bull from 'bull';
import type { Redis } from 'ioredis';

/**
 * Bull's queues as the board shows them, read-only: its buttons would change Bull's jobs behind the
 * back of the orders' records. One client for all of them, for nothing here listens or waits.
 */
export function boardQueues(redis: Redis): BullAdapter[] {
  return Object.values(QUEUE_NAMES).map((name) => {
    const queue = new Bull(name, { prefix: REDIS_PREFIX, createClient: () => redis });
    return new BullAdapter(queue, { readOnlyMode: true });
  });
}
