import { WorkerRegistry } from '@sluice/task-queue';
import type { HealthDetail } from '@sluice/platform';
import type { Redis } from 'ioredis';

/**
 * `workers` and their `backendBreaker`s: who works the queue off. None at all is a warning: orders wait, none is lost.
 * An open breaker is no fault of this instance.
 */
export function workersDetail(redis: Redis): HealthDetail {
  const registry = new WorkerRegistry(redis);
  return async function workers() {
    const states = await registry.list();
    return {
      backendBreaker: { status: 'up', states: states.map(({ breaker }) => breaker) },
      workers: {
        status: 'up',
        count: states.length,
        inFlight: states.reduce((sum, { inFlight }) => sum + inFlight, 0),
        ...(states.length === 0 ? { warning: 'no worker is running' } : {}),
      },
    };
  };
}
