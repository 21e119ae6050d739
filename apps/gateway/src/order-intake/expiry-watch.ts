import { Injectable } from '@nestjs/common';
import { OrderQueue } from '@sluice/task-queue';
import type { PendingReply } from '@sluice/replies';
import type { Accepted } from './async-orders.service';

/** Redis' clock decides; asking a moment after the deadline spares asking twice. */
const MARGIN_MS = 5;

/** Nobody replies for an order that expires in the queue, so whoever waits for it looks after that. */
@Injectable()
export class ExpiryWatch {
  constructor(private readonly queue: OrderQueue) {}

  /** Ends the wait if the order expires within it; gives what stops that. */
  watch(accepted: Accepted, waitMs: number, wait: PendingReply): () => void {
    const leftMs = accepted.expiresAtMs - accepted.acceptedAtMs;
    if (leftMs > waitMs) return () => undefined;
    const timer = setTimeout(() => void this.strike(accepted.orderId, wait), leftMs + MARGIN_MS);
    return () => clearTimeout(timer);
  }

  private async strike(orderId: string, wait: PendingReply): Promise<void> {
    const hasExpired = await this.queue.expireIfDue(orderId).catch(() => false);
    if (hasExpired) wait.end({ by: 'timeout' });
  }
}
