import type {
  CancelEvent,
  ClientEvent,
  Outcome,
  PollEvent,
  ReplayEvent,
  SubmitEvent,
} from '../history/history-event.ts';
import type { HistoryLog } from '../history/history-log.ts';
import type { RunClock } from '../history/run-clock.ts';
import type { HttpCall, HttpCaller } from './http-caller.ts';
import type { LagMeter } from './lag-meter.ts';

/** An order on its way to a gateway. */
export interface Submission {
  path: 'async' | 'sync';
  orderNumber: string;
  body: string;
  idempotencyKey?: string | undefined;
  ttlS?: number | undefined;
}

export interface ClientTools {
  caller: HttpCaller;
  log: HistoryLog;
  clock: RunClock;
  lag: LagMeter;
}

/** Speaks the gateways' HTTP and writes every exchange into the history. */
export class OrderClient {
  readonly gatewayCount: number;
  readonly #urls: readonly string[];
  readonly #tools: ClientTools;
  readonly #headers: Record<string, string>;

  /** @param apiKey left out where the gateways ask for none */
  constructor(urls: readonly string[], tools: ClientTools, apiKey?: string) {
    this.#headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    this.#urls = urls;
    this.#tools = tools;
    this.gatewayCount = urls.length;
  }

  /** @param gateway counted from 0, as everywhere here */
  submit(gateway: number, submission: Submission): Promise<SubmitEvent> {
    const { path, body, idempotencyKey, ttlS, orderNumber } = submission;
    const headers = {
      'content-type': 'application/json',
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': `"${idempotencyKey}"` }),
      ...(ttlS === undefined ? {} : { 'order-ttl': String(ttlS) }),
    };
    const call = { method: 'POST', url: `/v1/orders/${path}`, headers, body } as const;
    const facts = { kind: 'submit', path, orderNumber, body } as const;
    const options = {
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(ttlS === undefined ? {} : { ttlS }),
    };
    return this.#exchange<SubmitEvent>(gateway, call, { ...facts, ...options });
  }

  poll(gateway: number, orderId: string): Promise<PollEvent> {
    const call = { method: 'GET', url: `/v1/orders/${orderId}` } as const;
    return this.#exchange<PollEvent>(gateway, call, { kind: 'poll', orderId });
  }

  cancel(gateway: number, orderId: string): Promise<CancelEvent> {
    const call = { method: 'DELETE', url: `/v1/orders/${orderId}` } as const;
    return this.#exchange<CancelEvent>(gateway, call, { kind: 'cancel', orderId });
  }

  replay(gateway: number, orderId: string): Promise<ReplayEvent> {
    const url = `/v1/queues/orders/dead-letters/${orderId}/retry`;
    return this.#exchange<ReplayEvent>(
      gateway,
      { method: 'POST', url },
      { kind: 'replay', orderId },
    );
  }

  /** Ids of failed orders as an operator sees them; empty when nobody says. */
  async deadLetters(gateway: number): Promise<string[]> {
    const url = `${this.#urls[gateway]}/v1/queues/orders/dead-letters`;
    const outcome = await this.#tools.caller.call({ method: 'GET', url, headers: this.#headers });
    const text = 'body' in outcome ? JSON.stringify(outcome.body) : '';
    const ids = text.matchAll(/"id":"([0-9a-f-]{36})"/g);
    return [...ids].map(([, id]) => id ?? '');
  }

  async #exchange<E extends ClientEvent>(
    gateway: number,
    call: HttpCall,
    facts: Omit<E, 'atMs' | 'endedAtMs' | 'lagMs' | 'gateway' | 'outcome'>,
  ): Promise<E> {
    const { caller, clock, lag, log } = this.#tools;
    const [atMs, lagBeforeMs] = [clock.nowMs(), lag.read()];
    const outcome: Outcome = await caller.call({
      ...call,
      headers: { ...call.headers, ...this.#headers },
      url: `${this.#urls[gateway]}${call.url}`,
    });
    const endedAtMs = clock.nowMs();
    const lagMs = Math.round(lag.read() - lagBeforeMs);
    const event = { ...facts, gateway: gateway + 1, atMs, endedAtMs, lagMs, outcome } as E;
    log.write(event);
    return event;
  }
}
