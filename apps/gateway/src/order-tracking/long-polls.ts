import type { OrderRecord } from '@sluice/task-queue';
import type { DrainState } from '@sluice/platform';
import type { FastifyReply } from 'fastify';
import { beginFollowing } from './begin-following';
import { type Awaited, LongPoll } from './long-poll';
import type { OrderWatch } from './order-watch';

/** Holds requests until their orders have got somewhere, whichever process brings them there. */
export class LongPolls {
  private held = 0;

  /** @param maxHeld one more is answered without being held */
  constructor(
    private readonly watch: OrderWatch,
    private readonly drain: DrainState,
    private readonly maxHeld: number,
  ) {}

  /** Requests that are held now. */
  get size(): number {
    return this.held;
  }

  /** Whether one more would be held. */
  get hasRoom(): boolean {
    return this.held < this.maxHeld && !this.drain.draining;
  }

  /**
   * The order in an awaited state; undefined when the time is up, the client is gone, the record is
   * gone or the process is shutting down.
   *
   * @throws ProblemError `queue-unavailable`
   */
  async hold(
    orderId: string,
    isAwaited: Awaited,
    waitMs: number,
    { raw }: FastifyReply,
  ): Promise<OrderRecord | undefined> {
    const poll = new LongPoll(isAwaited);
    const giveUp = () => poll.dismissed();
    const timer = setTimeout(giveUp, waitMs);
    raw.once('close', giveUp);
    this.held++;
    try {
      await beginFollowing(this.watch, orderId, poll);
      return await poll.ended;
    } finally {
      this.held--;
      raw.off('close', giveUp);
      clearTimeout(timer);
      this.watch.unfollow(orderId, poll);
    }
  }
}
