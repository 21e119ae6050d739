import type { OrderReply } from '@sluice/contracts';
import type { ReplyAddress } from './reply-address';

/** A worker's end of the way back; also a gateway's, for orders that it cancels itself. */
export abstract class ReplyOutbox {
  /**
   * Sends one reply, at most once. Rejects when the broker did not take it in time; the caller counts
   * that and goes on: whoever waits for the reply looks into the order's record in the end.
   */
  abstract send(address: ReplyAddress, reply: OrderReply): Promise<void>;

  /** Idempotent, never rejects. */
  abstract close(): Promise<void>;
}
