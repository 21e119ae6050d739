import { setImmediate as endOfTurn } from 'node:timers/promises';
import { failpoint, runWithCorrelation } from '@sluice/platform';
import type { BackendBreaker } from './breaker/backend-breaker';
import type { LeaseKeeper } from '../tasks/lease-keeper';
import { type JobEnding, TaskRunner, TasksUnderWay } from '../tasks/task-runner.port';
import type { EndedOrders } from './ended-orders.port';
import { outcomeOf } from './order-outcome.mapper';
import type { OrderPickup, PickedOrder } from './order-pickup';
import type { OrderSender } from './order-sender';
import type { OrderSettler } from './order-settler';
import type { RetryPolicy } from '../tasks/retry-policy';

/** The steps of an attempt. */
export interface AttemptSteps {
  readonly pickup: OrderPickup;
  readonly sender: OrderSender;
  readonly settler: OrderSettler;
  readonly ended: EndedOrders;
}

/** Makes one attempt at an order: begin, send, settle. */
export class OrderRunner extends TaskRunner {
  private readonly underWay = new TasksUnderWay();

  constructor(
    private readonly steps: AttemptSteps,
    private readonly leases: Pick<LeaseKeeper, 'release'>,
    private readonly policy: RetryPolicy,
    private readonly breaker: Pick<BackendBreaker, 'note'>,
  ) {
    super();
  }

  /** Never rejects for what backend or Redis can do. */
  override run(orderId: string): Promise<JobEnding> {
    return this.underWay.follow(this.attempt(orderId));
  }

  override idle(): Promise<void> {
    return this.underWay.idle();
  }

  private async attempt(orderId: string): Promise<JobEnding> {
    const picked = await this.steps.pickup.pickUp(orderId);
    if (picked === 'handed-back') return 'handed-back';
    if (picked === 'refused') return 'done';
    try {
      await runWithCorrelation(picked.order.correlationId, () => this.sendAndSettle(picked));
    } finally {
      this.leases.release(picked.lease);
    }
    return 'done';
  }

  /** The slot goes back with the answer; settling, bounded by Bull's concurrency, needs none. */
  private async sendAndSettle(picked: PickedOrder): Promise<void> {
    const answer = await this.steps.sender.send(picked);
    if (answer === undefined) return;
    this.breaker.note(answer);
    failpoint('before-settle', picked.order.orderJson);
    // Backends answer in crowds. All the orders that the free slots begin now go to Redis before the
    // outcomes, which nobody's next call waits for.
    await endOfTurn();
    const outcome = outcomeOf(answer, picked.order, this.policy);
    const status = await this.steps.settler.settle(picked, outcome);
    const { correlationId, replyTo } = picked.order;
    if (status) this.steps.ended.tell({ orderId: picked.orderId, correlationId, replyTo, status });
  }
}
