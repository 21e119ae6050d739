/** A message that came to a client's response destination. */
export interface Answer {
  kind: string;
  correlationId: string;
  body: Record<string, unknown>;
}

/** A client that submits orders as messages, over whichever broker. */
export interface MessageClient {
  /** Its response destination. */
  readonly destination: string;
  /** What came there, in order. */
  readonly answers: Answer[];
  /** Whether it comes back by itself when its broker was away. */
  readonly reconnects: boolean;
  /** Resolves when the broker has the message. */
  submit(body: string, headers: Record<string, string>): Promise<void>;
  /** What was set aside since the client connected. */
  buried(): Promise<number>;
  close(): Promise<void>;
}

export function answerOf(kind: unknown, correlationId: unknown, body: Uint8Array): Answer {
  return {
    kind: String(kind),
    correlationId: String(correlationId),
    body: JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>,
  };
}
