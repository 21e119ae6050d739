import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

/** Posts orders to the backend as the real worker does, with the same client and connections. */
export class BackendSender {
  readonly #pool: Pool;

  constructor(backendUrl: string, connections: number) {
    this.#pool = new Pool(backendUrl, {
      connections,
      pipelining: 1,
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** @throws Error unless the backend saved it. */
  async save(order: object): Promise<void> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: '/orders',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': randomUUID(),
        'x-correlation-id': randomUUID(),
      },
      body: JSON.stringify(order),
    });
    await body.text();
    if (statusCode !== 201) throw new Error(`the backend answered ${statusCode}`);
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
