import { ORDER_QUEUE_PREFIX } from '@sluice/order-lifecycle';
import type { QueueOptions } from 'bull';
import type { BullClients, BullClientType } from './bull-clients';

/**
 * Bull's lock is a hint here, the lease in the order's record decides; so locks are short, and a job
 * that stalls is put back however often it did (a record knows how often its holder vanished).
 */
const SETTINGS = {
  lockDuration: 5_000,
  lockRenewTime: 1_500,
  stalledInterval: 2_500,
  maxStalledCount: 1_000_000,
  guardInterval: 1_000,
  retryProcessDelay: 500,
  drainDelay: 5,
};

export function bullOptions(clients: BullClients): QueueOptions {
  return {
    prefix: ORDER_QUEUE_PREFIX,
    settings: SETTINGS,
    createClient: (type: BullClientType) => clients.create(type),
    // It would ask for INFO before the connection is up.
    skipVersionCheck: true,
  } as QueueOptions;
}
