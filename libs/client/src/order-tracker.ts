import type { OrderResponse } from './contract.ts';
import type { GatewayConnection } from './gateway-connection.ts';
import { isTerminal, orderOf } from './order-answers.ts';
import { NoStreamError, openStream } from './order-stream.ts';
import { pause } from './pause.ts';
import { isPassing } from './retrying.ts';
import { SluiceProblem } from './sluice-problem.ts';

/** Connections in a row that brought nothing, after which the stream is not tried again. */
const MOST_FRUITLESS = 3;

/** Longest that one question is held; proxies cut what takes much longer. */
const LONGEST_WAIT_MS = 25_000;

/** Of a gateway that does not hold its answers. */
const POLL_PAUSE_MS = 1_000;

/** Longest pause before the stream is tried again, whatever it asked for. */
const LONGEST_PAUSE_MS = 30_000;

interface Progress {
  lastEventId: string;
  /** What was told last, so that nothing is told twice. */
  told: string;
  fruitless: number;
  retryMs: number;
  /** What the last refusal asked for, on top of the pause. */
  retryAfterMs: number;
}

/** Watches one order from its state now to its end. */
export class OrderTracker {
  private readonly path: string;

  constructor(
    private readonly connection: GatewayConnection,
    orderId: string,
    private readonly signal?: AbortSignal,
  ) {
    this.path = `/v1/orders/${encodeURIComponent(orderId)}`;
  }

  /** Each state that is seen, the last one terminal; by events, else by asking. */
  async *states(): AsyncGenerator<OrderResponse, void, undefined> {
    const start = { lastEventId: '', told: '', fruitless: 0, retryMs: 1_000, retryAfterMs: 0 };
    const progress: Progress = start;
    while (progress.fruitless < MOST_FRUITLESS) {
      const isDone = yield* this.statesOfStream(progress);
      if (isDone) return;
      if (progress.fruitless < MOST_FRUITLESS) {
        const pauseMs = progress.retryAfterMs + Math.random() * progress.retryMs;
        await pause(Math.min(pauseMs, LONGEST_PAUSE_MS), this.signal);
      }
    }
    yield* this.statesByAsking(progress);
  }

  /**
   * The order once it has ended, or as it is when this time is over.
   *
   * @param known its state so far
   */
  async settled(known: OrderResponse, waitMs: number): Promise<OrderResponse> {
    const endsAt = performance.now() + waitMs;
    let order = known;
    while (!isTerminal(order.status) && performance.now() < endsAt) {
      order = await this.ask(endsAt - performance.now());
    }
    return order;
  }

  /** True after the terminal state. */
  private async *statesOfStream(progress: Progress): AsyncGenerator<OrderResponse, boolean> {
    progress.fruitless++;
    progress.retryAfterMs = 0;
    try {
      for await (const event of openStream(this.connection, this.streamCall(progress))) {
        progress.fruitless = 0;
        progress.retryMs = event.retryMs ?? progress.retryMs;
        if (event.id === progress.lastEventId && event.id !== '') continue;
        progress.lastEventId = event.id;
        const order = JSON.parse(event.data) as OrderResponse;
        progress.told = describe(order);
        yield order;
        if (isTerminal(order.status)) return true;
      }
    } catch (error) {
      if (isStreamMissing(error)) progress.fruitless = MOST_FRUITLESS;
      else if (!isPassing(error)) throw error;
      if (error instanceof SluiceProblem) progress.retryAfterMs = error.retryAfterMs ?? 0;
    }
    return false;
  }

  private streamCall({ lastEventId }: Progress) {
    const resume = lastEventId === '' ? {} : { 'last-event-id': lastEventId };
    return {
      method: 'GET' as const,
      path: `${this.path}/events`,
      headers: { accept: 'text/event-stream', ...resume },
      signal: this.signal,
    };
  }

  private async *statesByAsking(
    progress: Progress,
  ): AsyncGenerator<OrderResponse, void, undefined> {
    let order = await this.ask(0);
    for (;;) {
      const now = describe(order);
      if (now !== progress.told) yield order;
      if (isTerminal(order.status)) return;
      progress.told = now;
      order = await this.ask(LONGEST_WAIT_MS);
    }
  }

  /** Asks for the order and lets the gateway hold its answer; pauses itself where that did not. */
  private async ask(leftMs: number): Promise<OrderResponse> {
    const waitS = Math.ceil(Math.min(leftMs, LONGEST_WAIT_MS) / 1000);
    const headers: Record<string, string> = waitS > 0 ? { prefer: `wait=${waitS}` } : {};
    const question = { method: 'GET' as const, path: this.path, headers, isPatient: true };
    const askedAt = performance.now();
    const call = { ...question, waitMs: waitS * 1000, signal: this.signal };
    const order = await orderOf(this.connection.call(call));
    const tookMs = performance.now() - askedAt;
    const isHeld =
      waitS === 0 || tookMs >= Math.min(leftMs, POLL_PAUSE_MS) || isTerminal(order.status);
    if (!isHeld) await pause(Math.min(leftMs, POLL_PAUSE_MS) - tookMs, this.signal);
    return order;
  }
}

const describe = ({ status, attempts, updatedAt }: OrderResponse): string =>
  `${status} ${attempts} ${updatedAt}`;

/** The order can be read, only not watched: it expired, or something between keeps events back. */
function isStreamMissing(error: unknown): boolean {
  if (error instanceof NoStreamError || error instanceof SyntaxError) return true;
  return error instanceof SluiceProblem && [404, 405, 406, 410].includes(error.status);
}
