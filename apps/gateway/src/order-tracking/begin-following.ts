import { ProblemError } from '@sluice/platform';
import { asking } from '../orders/queue-errors';
import type { OrderFollower } from './order-follower';
import type { OrderWatch } from './order-watch';

/** Together with the read before it this keeps the promise of a refusal within 3 s. */
const PATIENCE_MS = 2_000;

/**
 * Follows an order on behalf of a request, which is not kept waiting for a Redis that is away.
 *
 * @throws ProblemError `queue-unavailable`; then the follower follows nothing
 */
export async function beginFollowing(
  watch: OrderWatch,
  orderId: string,
  follower: OrderFollower,
): Promise<void> {
  if (!watch.connected) throw unavailable();
  try {
    await asking(inTime(watch.follow(orderId, follower)));
  } catch (error) {
    watch.unfollow(orderId, follower);
    throw error;
  }
}

function inTime(step: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(unavailable()), PATIENCE_MS);
    step.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function unavailable(): ProblemError {
  return new ProblemError('queue-unavailable', 'Changes of orders cannot be told now.', {
    headers: { 'retry-after': '1' },
  });
}
