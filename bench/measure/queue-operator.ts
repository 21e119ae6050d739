import { setTimeout as pause } from 'node:timers/promises';
import { httpRequest } from '../../scripts/stack/http-request.ts';

/** What of `GET /v1/queues/orders` the benchmarks read. */
export interface QueueState {
  queued: number;
  processing: number;
  /** Orders that ended since the counters began, by status. */
  ended: Record<string, number>;
  /** Those that answered just now. */
  workers: readonly object[];
}

const POLL_MS = 50;

/** The order queue as an operator sees it: how Redis keeps it is not the benchmarks' business. */
export class QueueOperator {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  /** @param headers of a role that may, where the gateway asks for keys */
  constructor(gatewayUrl: string, headers: Record<string, string> = {}) {
    this.#url = `${gatewayUrl}/v1/queues/orders`;
    this.#headers = headers;
  }

  /** No order is begun any more. @throws Error when it is refused */
  async hold(): Promise<void> {
    await this.#ask('POST', '/pause');
  }

  /** @throws Error when it is refused */
  async release(): Promise<void> {
    await this.#ask('POST', '/resume');
  }

  async state(): Promise<QueueState> {
    return JSON.parse(await this.#ask('GET')) as QueueState;
  }

  /** Resolves when a worker answers: after Redis was emptied it takes until it says again that it is there. */
  async reachesWorker(): Promise<void> {
    while ((await this.state()).workers.length === 0) await pause(POLL_MS);
  }

  /** Resolves when no order is under way. */
  async settles(): Promise<void> {
    while ((await this.state()).processing > 0) await pause(POLL_MS);
  }

  /** Orders that wait. */
  async queued(): Promise<number> {
    return (await this.state()).queued;
  }

  async #ask(method: string, command = ''): Promise<string> {
    const options = { method, headers: this.#headers, timeoutMs: 10_000 };
    const { status, body } = await httpRequest(`${this.#url}${command}`, options);
    if (status === 200) return body;
    throw new Error(`the gateway answered ${status} to ${method} of its queue${command}: ${body}`);
  }
}
