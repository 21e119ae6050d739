import { type SharedOrderIdGenerator, SecretMismatchError } from '@sluice/task-queue';
import { type HealthDetail, isRedisUnavailable } from '@sluice/platform';

/**
 * `orderIds`: down while the secret behind order ids is another one than that of the orders in Redis, for
 * then nothing is taken in. Gateways that have the right one put it back.
 */
export function orderIdCheck(ids: SharedOrderIdGenerator): HealthDetail {
  return async function orderIds() {
    try {
      await ids.reconcile();
      return { orderIds: { status: 'up' } };
    } catch (error) {
      // That Redis does not answer is told by its own check.
      if (!(error instanceof SecretMismatchError) && isRedisUnavailable(error)) {
        return { orderIds: { status: 'up' } };
      }
      const reason = error instanceof Error ? error.message : String(error);
      return { orderIds: { status: 'down', reason, code: 'queue-unavailable' } };
    }
  };
}
