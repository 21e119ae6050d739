/** A message to a client's response destination. */
export interface OutgoingMessage {
  destination: string;
  /** JSON, or the bytes of a message that was set aside. */
  body: string | Buffer;
  correlationId: string;
  headers: Readonly<Record<string, string>>;
}

/** There is no such destination: sending again would not help. */
export class NoSuchDestinationError extends Error {
  override name = 'NoSuchDestinationError';
}

/** Sends messages through one broker. */
export abstract class MessagePublisher {
  /**
   * Resolves once the broker has confirmed the message, as far as it confirms at all. Rejects with
   * {@link NoSuchDestinationError} where the broker says so, and within 5 s with any other error.
   */
  abstract publish(message: OutgoingMessage): Promise<void>;

  /** Idempotent, never rejects. */
  abstract close(): Promise<void>;
}
