import type { ReplyAddress } from '../reply-address';
import type { ReplyInbox } from '../reply-inbox.port';
import type { ReplyOutbox } from '../reply-outbox.port';

/** One transport over a broker of its own, as the conformance suite drives it. */
export interface ReplyRig {
  /** The inbox of a further gateway, not opened yet; the suite closes it. */
  createInbox(): ReplyInbox | Promise<ReplyInbox>;
  /** The outbox of a further worker; the suite closes it. */
  createOutbox(): ReplyOutbox | Promise<ReplyOutbox>;
  /**
   * Sends any text to an address, past the outbox, with what the transport routes by (headers, keys)
   * set for this correlation id. May reject where the broker itself refuses such a text.
   */
  inject(address: ReplyAddress, text: string, correlationId: string): Promise<void>;
  /** A gateway dies: its connections end at once and nothing is cleaned up; it is never closed. */
  crash(inbox: ReplyInbox): void | Promise<void>;
  /** Ends the broker and starts it again at the same place; absent where a rig cannot. */
  restartBroker?: () => Promise<void>;
  /** What is in the broker and was not before the rig: queues, channels, keys, groups; for people. */
  leftovers(): Promise<string[]>;
  /** Ends the broker. */
  stop(): Promise<void>;
}
