import type { BegunOrder } from '@sluice/order-lifecycle';
import { failpoint, type Logger } from '@sluice/platform';
import type { Lease, LeaseKeeper } from '../tasks/lease-keeper';
import { whileRedisIsAway } from '../tasks/redis-patience';
import type { Place, StartLine } from './start-line';
import type { WorkerMetrics } from './worker-metrics';

/** An order that is ours for one attempt, with the place to make it. */
export interface PickedOrder {
  readonly orderId: string;
  readonly order: BegunOrder;
  readonly lease: Lease;
  readonly place: Place;
}

/** `refused`: nothing to do with the order; `handed-back`: intake stopped, the order was not begun. */
export type Pickup = PickedOrder | 'refused' | 'handed-back';

/**
 * Takes an order in: not before a place is free for it, so that an order which waits here can still
 * expire and be cancelled. While Redis is away it waits; whatever else goes wrong is left to the
 * reconciler.
 */
export class OrderPickup {
  constructor(
    private readonly line: StartLine,
    private readonly leases: LeaseKeeper<BegunOrder>,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
  ) {}

  /** Never rejects for what Redis can do. */
  async pickUp(orderId: string): Promise<Pickup> {
    failpoint('after-pop', orderId);
    try {
      return await whileRedisIsAway(this.line.gate, () => this.tryOnce(orderId));
    } catch (error) {
      return this.leaveIt(orderId, error);
    }
  }

  private async tryOnce(orderId: string): Promise<Pickup> {
    const place = await this.line.enter();
    if (place === undefined) return 'handed-back';
    try {
      return await this.begin(orderId, place);
    } catch (error) {
      place.release();
      throw error;
    }
  }

  private async begin(orderId: string, place: Place): Promise<Pickup> {
    const askedAtMs = performance.now();
    const begun = await this.leases.begin(orderId);
    if (typeof begun === 'string') {
      this.metrics.refused(begun);
      place.release();
      return 'refused';
    }
    failpoint('after-begin', begun.task.orderJson);
    place.begun(performance.now() - askedAtMs);
    this.metrics.begun(begun.task.acceptedAtMs);
    return { orderId, order: begun.task, lease: begun.lease, place };
  }

  private leaveIt(orderId: string, error: unknown): Pickup {
    this.logger.error({ err: error, orderId }, 'order could not be begun');
    this.metrics.refused('error');
    return 'refused';
  }
}
