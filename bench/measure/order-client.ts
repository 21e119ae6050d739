import { Pool } from 'undici';

export interface SubmitAnswer {
  status: number;
  /** Of the order's own resource, when the gateway names it. */
  location: string | undefined;
  retryAfterS: number | undefined;
}

/** Longer than any upstream timeout, so that the gateway always speaks first. */
const ANSWER_TIMEOUT_MS = 90_000;

/** A client of the gateway's public face, over as many keep-alive connections as it may use at once. */
export class OrderClient {
  readonly #pool: Pool;
  readonly #connections: number;

  constructor(gatewayUrl: string, connections: number) {
    this.#connections = connections;
    this.#pool = new Pool(gatewayUrl, {
      connections,
      pipelining: 1,
      headersTimeout: ANSWER_TIMEOUT_MS,
      bodyTimeout: ANSWER_TIMEOUT_MS,
    });
  }

  /** Opens every connection, so that no order has to pay for its own. */
  async warmUp(): Promise<void> {
    const ask = () => this.#pool.request({ method: 'GET', path: '/health/live' });
    const answers = await Promise.all(Array.from({ length: this.#connections }, ask));
    await Promise.all(answers.map(({ body }) => body.dump()));
  }

  /**
   * @param fields of the request's header beside the usual
   * @throws Error when the connection fails.
   */
  async submit(
    path: string,
    orderJson: string,
    fields: Record<string, string> = {},
  ): Promise<SubmitAnswer> {
    const { statusCode, headers, body } = await this.#pool.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', ...fields },
      body: orderJson,
    });
    await body.dump();
    const { location, 'retry-after': retryAfter } = headers;
    return {
      status: statusCode,
      location: typeof location === 'string' ? location : undefined,
      retryAfterS: typeof retryAfter === 'string' ? Number(retryAfter) : undefined,
    };
  }

  /** The status code of an order put into the queue. @throws Error when the connection fails. */
  async submitAsync(order: object): Promise<number> {
    return (await this.submit('/v1/orders/async', JSON.stringify(order))).status;
  }

  /** Status of an order by its `Location`; undefined when there is no such order (any more). */
  async orderStatus(location: string): Promise<string | undefined> {
    const { statusCode, body } = await this.#pool.request({ method: 'GET', path: location });
    const order = (await body.json()) as { status?: string };
    return statusCode === 200 ? order.status : undefined;
  }

  /** The status code of asking for something, or of cancelling it. */
  async ask(method: 'GET' | 'DELETE', path: string): Promise<number> {
    const { statusCode, body } = await this.#pool.request({ method, path });
    await body.dump();
    return statusCode;
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
