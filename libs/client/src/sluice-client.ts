import type { ClientOptions } from './client-options.ts';
import type {
  BatchResponse,
  BatchResult,
  OrderPriority,
  OrderResponse,
  SubmitOrderRequest,
} from './contract.ts';
import { type Answer, GatewayConnection } from './gateway-connection.ts';
import { idempotencyKeyField, newIdempotencyKey } from './idempotency-key.ts';
import { orderOf } from './order-answers.ts';
import { OrderTracker } from './order-tracker.ts';
import { SluiceProblem } from './sluice-problem.ts';

export interface CallOptions {
  /** Gives the call up; it then rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface SubmitOptions extends CallOptions {
  /** 1 to 255 printable ASCII characters; a random one when left out. */
  idempotencyKey?: string;
  /** Within this time, in whole seconds, a queued order has to be begun; the gateway's limit if longer. */
  ttlS?: number;
  /** How soon it is begun beside other orders; `normal` when left out. */
  priority?: OrderPriority;
  /** It is queued, and begun no earlier: a date, or RFC 3339 with an offset; at most 30 days ahead. */
  notBefore?: Date | string;
}

export interface SubmitAndWaitOptions extends SubmitOptions {
  /** How long to wait for the outcome, in seconds (30). */
  waitS?: number;
}

const DEFAULT_WAIT_S = 30;

/** Longest that one request is held; proxies cut what takes much longer. */
const LONGEST_WAIT_S = 25;

/**
 * A client of the order gateway. Each method sends again what failed for a passing reason, always with
 * the same idempotency key, and so never submits an order twice.
 *
 * All methods throw `SluiceProblem` for what the gateway refused, `SluiceConnectionError` when no
 * answer came within attempts and deadline, and the signal's reason when that was aborted.
 */
export class SluiceClient {
  private readonly connection: GatewayConnection;

  /** @throws TypeError for a URL or a key that can never work */
  constructor(options: ClientOptions) {
    this.connection = new GatewayConnection(options);
  }

  /** Puts an order into the queue; resolves once it is durable there. */
  submit(order: SubmitOrderRequest, options: SubmitOptions = {}): Promise<OrderResponse> {
    return orderOf(this.post('/v1/orders/async', order, options));
  }

  /**
   * Submits an order and waits for its outcome: the order, completed, failed, expired or cancelled, or
   * as it is when the time is over. It goes on then; {@link track} tells how.
   */
  async submitAndWait(
    order: SubmitOrderRequest,
    options: SubmitAndWaitOptions = {},
  ): Promise<OrderResponse> {
    const waitMs = (options.waitS ?? DEFAULT_WAIT_S) * 1000;
    const endsAt = performance.now() + waitMs;
    const holdS = Math.min(LONGEST_WAIT_S, Math.ceil(waitMs / 1000));
    const prefer = { prefer: holdS > 0 ? `respond-async, wait=${holdS}` : 'respond-async' };
    const taken = await orderOf(
      this.post('/v1/orders', order, options, { headers: prefer, waitMs: holdS * 1000 }),
    );
    const tracker = new OrderTracker(this.connection, taken.id, options.signal);
    return tracker.settled(taken, endsAt - performance.now());
  }

  /**
   * Submits up to 500 orders at once; the results stand in the order of the orders. One key covers all
   * of them.
   */
  async batch(
    orders: readonly SubmitOrderRequest[],
    options: SubmitOptions = {},
  ): Promise<BatchResult[]> {
    try {
      return resultsOf(await this.post('/v1/orders/batch', { orders }, options));
    } catch (error) {
      // Even the last refusal of all of them names each.
      if (error instanceof SluiceProblem && hasResults(error.body)) return error.body.results;
      throw error;
    }
  }

  /** The order as it is now; an expired one too. */
  get(orderId: string, { signal }: CallOptions = {}): Promise<OrderResponse> {
    return orderOf(this.connection.call({ method: 'GET', path: pathOf(orderId), signal }));
  }

  /** The order with the number that you gave it; undefined when there is none. */
  async findByNumber(
    orderNumber: string,
    { signal }: CallOptions = {},
  ): Promise<OrderResponse | undefined> {
    const path = `/v1/orders?orderNumber=${encodeURIComponent(orderNumber)}`;
    const { body } = await this.connection.call({ method: 'GET', path, signal });
    return (body as { orders: OrderResponse[] }).orders[0];
  }

  /**
   * Each state of an order from now to its end: by Server-Sent Events, resumed when they break off, or
   * by asking where no stream gets through. States between two that are seen may be left out.
   */
  track(
    orderId: string,
    { signal }: CallOptions = {},
  ): AsyncGenerator<OrderResponse, void, undefined> {
    return new OrderTracker(this.connection, orderId, signal).states();
  }

  /** Cancels an order that is still queued; its backend will never see it. */
  cancel(orderId: string, { signal }: CallOptions = {}): Promise<OrderResponse> {
    return orderOf(this.connection.call({ method: 'DELETE', path: pathOf(orderId), signal }));
  }

  private post(
    path: string,
    content: unknown,
    options: SubmitOptions,
    waiting: { headers?: Record<string, string>; waitMs?: number } = {},
  ): Promise<Answer> {
    const headers = {
      ...waiting.headers,
      'idempotency-key': idempotencyKeyField(options.idempotencyKey ?? newIdempotencyKey()),
      ...queueHeaders(options),
    };
    const { signal } = options;
    const body = JSON.stringify(content);
    return this.connection.call({ method: 'POST', path, signal, body, ...waiting, headers });
  }
}

/** What an order asks of the queue. @throws RangeError for a date that is none */
function queueHeaders({ ttlS, priority, notBefore }: SubmitOptions): Record<string, string> {
  const time = notBefore instanceof Date ? notBefore.toISOString() : notBefore;
  return {
    ...(ttlS === undefined ? {} : { 'order-ttl': String(ttlS) }),
    ...(priority === undefined ? {} : { 'order-priority': priority }),
    ...(time === undefined ? {} : { 'order-not-before': time }),
  };
}

const pathOf = (orderId: string): string => `/v1/orders/${encodeURIComponent(orderId)}`;

function resultsOf({ body }: Answer): BatchResult[] {
  return (body as BatchResponse).results;
}

function hasResults(body: unknown): body is BatchResponse {
  return typeof body === 'object' && body !== null && 'results' in body;
}
