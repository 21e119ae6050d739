import type { BackendAnswer } from './backend-answer';

/** One order on its way to the backend. */
export interface SaveOrderRequest {
  /** Sent as `Idempotency-Key`, so that sending an order again never doubles it. */
  readonly orderId: string;
  /** The order's exact JSON text; not one byte of it is changed. */
  readonly orderJson: string;
  readonly correlationId: string;
  /**
   * Grows with every sender of the order; sent as `Sluice-Epoch`, so that a backend can turn away a
   * sender that stalled and was replaced meanwhile.
   */
  readonly epoch: number;
  /** W3C trace context of the calling span. */
  readonly traceparent?: string;
  /** For the whole call, waiting for a connection and the answer's last byte included. */
  readonly timeoutMs: number;
  /** Ends the call early; an order that was sent by then is in doubt. */
  readonly signal?: AbortSignal;
}

/** The way to the backend: one call, no retry inside (retries live in one layer, the worker). */
export abstract class BackendClient {
  /**
   * Sends an order and says what became of it. Never rejects for anything that a backend or a
   * network can do; idempotent as far as the backend honours the key.
   */
  abstract saveOrder(request: SaveOrderRequest): Promise<BackendAnswer>;
}
