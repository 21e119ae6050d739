import { Injectable } from '@nestjs/common';
import { isTerminal } from '@sluice/contracts';
import { type IncomingOrder, type OrderRecord, OrderReader } from '@sluice/task-queue';
import { isRedisUnavailable } from '@sluice/platform';
import type { WaitEnding } from '@sluice/replies';
import { type Accepted, AsyncOrdersService, type TakenIn } from './async-orders.service';
import { ExpiryWatch } from './expiry-watch';
import { type Hold, type NotHeld, ReplyDesk } from './reply-desk';

/** Takes a function to be called when the caller is gone. */
export type OnGone = (gone: () => void) => void;

/**
 * How a request ended that might have been held. `found`: it had ended, although no reply came;
 * `replay`: it was taken in before, by another request with its idempotency key.
 */
export type BridgeOutcome =
  'replied' | 'found' | 'timeout' | 'drained' | 'gone' | 'replay' | NotHeld;

/** What there is to answer: the order's record, or only that it was taken in. */
export type HeldAnswer = { outcome: BridgeOutcome } & (
  { record: OrderRecord } | { verdict: TakenIn }
);

/**
 * Queues an order and holds its caller for the outcome. The reply is a hint only: what is answered is
 * read from the order's record, also when no reply came in time.
 */
@Injectable()
export class HeldOrdersService {
  constructor(
    private readonly orders: AsyncOrdersService,
    private readonly desk: ReplyDesk,
    private readonly reader: OrderReader,
    private readonly expiry: ExpiryWatch,
  ) {}

  /** @throws ProblemError as `AsyncOrdersService` does */
  async submit(order: IncomingOrder, waitMs: number, onGone: OnGone): Promise<HeldAnswer> {
    const hold = await this.desk.hold(waitMs);
    if (typeof hold === 'string') {
      return { outcome: hold, verdict: await this.orders.submit(order) };
    }
    onGone(() => hold.wait.end({ by: 'owner' }));
    try {
      return await this.submitHeld(order, waitMs, hold);
    } finally {
      this.desk.release(hold.wait);
    }
  }

  private async submitHeld(
    order: IncomingOrder,
    waitMs: number,
    { wait, replyTo }: Hold,
  ): Promise<HeldAnswer> {
    order.replyTo = replyTo;
    const verdict = await this.orders.submit(order);
    if (verdict.verdict === 'replay') return { outcome: 'replay', verdict };
    wait.expect(verdict.orderId);
    const stopWatching = this.expiry.watch(verdict, waitMs, wait);
    const ending = await wait.ended;
    stopWatching();
    return this.answer(verdict, ending);
  }

  private async answer(verdict: Accepted, { by }: WaitEnding): Promise<HeldAnswer> {
    if (by === 'drain') return { outcome: 'drained', verdict };
    if (by === 'owner') return { outcome: 'gone', verdict };
    const record = await this.look(verdict.orderId);
    if (!record) return { outcome: 'timeout', verdict };
    if (!isTerminal(record.status)) return { outcome: 'timeout', record };
    return { outcome: by === 'reply' ? 'replied' : 'found', record };
  }

  /** The order is safe in any case, so what cannot be read now is no reason to fail. */
  private async look(orderId: string): Promise<OrderRecord | null> {
    try {
      return await this.reader.find(orderId);
    } catch (error) {
      if (isRedisUnavailable(error)) return null;
      throw error;
    }
  }
}
