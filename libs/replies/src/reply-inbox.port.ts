import type { ReplyAddress } from './reply-address';
import type { ReplyCapabilities } from './reply-capabilities';

/** Takes a reply's text as it came from the broker, unchecked; never throws. */
export type ReplyListener = (text: string) => void;

/** A gateway's end of the way back. */
export abstract class ReplyInbox {
  abstract readonly capabilities: ReplyCapabilities;

  /** Whether a reply sent now would arrive. While false, callers are answered 202 instead of held. */
  abstract readonly ready: boolean;

  /**
   * Resolves when the inbox is really ready: a reply sent right afterwards arrives. Afterwards it
   * reconnects by itself. Rejects when the broker cannot be reached in time.
   */
  abstract open(listener: ReplyListener): Promise<void>;

  /**
   * Where replies for this correlation id are to be sent. Resolves when they would arrive; called
   * before the order is queued. Rejects when the broker does not let it.
   */
  abstract addressFor(correlationId: string): ReplyAddress | Promise<ReplyAddress>;

  /** Nobody waits for this correlation id any more. Idempotent, never throws. */
  abstract release(correlationId: string): void;

  /** Leaves nothing behind in the broker. Idempotent, never rejects. */
  abstract close(): Promise<void>;
}
