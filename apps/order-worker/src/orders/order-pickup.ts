import type { BegunOrder } from '@sluice/order-lifecycle';
import { failpoint, isRedisUnavailable, type Logger } from '@sluice/platform';
import type { Lease, LeaseKeeper } from './lease-keeper';
import { sleepUntil } from './sleep-until';
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

const FIRST_PATIENCE_MS = 100;
const MOST_PATIENCE_MS = 2_000;

/**
 * Takes an order in: not before a place is free for it, so that an order which waits here can still
 * expire and be cancelled. While Redis is away it waits; whatever else goes wrong is left to the
 * reconciler.
 */
export class OrderPickup {
  constructor(
    private readonly line: StartLine,
    private readonly leases: LeaseKeeper,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
  ) {}

  /** Never rejects for what Redis can do. */
  async pickUp(orderId: string): Promise<Pickup> {
    failpoint('after-pop', orderId);
    for (
      let patienceMs = FIRST_PATIENCE_MS;
      ;
      patienceMs = Math.min(patienceMs * 2, MOST_PATIENCE_MS)
    ) {
      try {
        return await this.tryOnce(orderId);
      } catch (error) {
        if (!isRedisUnavailable(error)) return this.leaveIt(orderId, error);
      }
      await this.waitUnlessStopped(patienceMs);
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
    failpoint('after-begin', begun.order.orderJson);
    place.begun(performance.now() - askedAtMs);
    this.metrics.begun(begun.order.acceptedAtMs);
    return { orderId, ...begun, place };
  }

  private leaveIt(orderId: string, error: unknown): Pickup {
    this.logger.error({ err: error, orderId }, 'order could not be begun');
    this.metrics.refused('error');
    return 'refused';
  }

  private async waitUnlessStopped(waitMs: number): Promise<void> {
    await sleepUntil(performance.now() + waitMs, [this.line.gate.signal]);
  }
}
