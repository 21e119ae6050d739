import type { HealthDetail } from '@sluice/platform';
import type { SyncPool } from './sync-pool';

/** `syncPool`: down while saturated, for then the synchronous path refuses everybody. */
export function syncPoolDetail(pool: SyncPool): HealthDetail {
  return function syncPool() {
    const { inUse, capacity, saturated } = pool;
    return {
      syncPool: saturated
        ? { status: 'down', inUse, capacity, code: 'gateway-saturated' }
        : { status: 'up', inUse, capacity },
    };
  };
}
