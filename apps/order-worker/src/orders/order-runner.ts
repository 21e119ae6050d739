import { failpoint, runWithCorrelation } from '@sluice/platform';
import type { BackendBreaker } from './breaker/backend-breaker';
import type { LeaseKeeper } from './lease-keeper';
import { outcomeOf } from './order-outcome.mapper';
import type { OrderPickup, PickedOrder } from './order-pickup';
import type { OrderSender } from './order-sender';
import type { OrderSettler } from './order-settler';
import type { RetryPolicy } from './retry-policy';

/** What became of a job: done with for now, or its order was not begun and wants its job back. */
export type JobEnding = 'done' | 'handed-back';

/** The steps of an attempt. */
export interface AttemptSteps {
  readonly pickup: OrderPickup;
  readonly sender: OrderSender;
  readonly settler: OrderSettler;
}

/** Makes one attempt at an order: begin, send, settle. */
export class OrderRunner {
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly steps: AttemptSteps,
    private readonly leases: LeaseKeeper,
    private readonly policy: RetryPolicy,
    private readonly breaker: Pick<BackendBreaker, 'note'>,
  ) {}

  /** Never rejects for what backend or Redis can do. */
  async run(orderId: string): Promise<JobEnding> {
    const attempt = this.attempt(orderId);
    this.running.add(attempt);
    try {
      return await attempt;
    } finally {
      this.running.delete(attempt);
    }
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
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
    await this.steps.settler.settle(picked, outcomeOf(answer, picked.order, this.policy));
  }
}
