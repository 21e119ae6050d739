import { Pool } from 'undici';
import { atMost } from './at-most.ts';
import type { Resources } from './resources.ts';
import { sampleOrderText } from './sample-order.ts';

/** As many orders as the gateway takes at once. */
export const BATCH_ORDERS = 500;

/** Enough to keep gateway and Redis busy while the next ones are being written and read here. */
const BATCHES_AT_ONCE = 8;

export interface BatchFill {
  /** Orders to take in. */
  count: number;
  /** Their numbers are `<prefix><nth>`, counted from `first` (0). */
  prefix: string;
  first?: number;
}

interface BatchAnswer {
  results: readonly { status: number; order?: { id: string } }[];
}

/** The fast way to fill a queue: batches, several at a time. */
export class BatchIntake {
  readonly #pool: Pool;
  readonly #headers: Record<string, string>;

  /** @param headers beside the usual, such as a client's key */
  constructor(resources: Resources, gatewayUrl: string, headers: Record<string, string> = {}) {
    this.#pool = new Pool(gatewayUrl, { connections: BATCHES_AT_ONCE, pipelining: 1 });
    resources.keep(() => this.#pool.destroy());
    this.#headers = { 'content-type': 'application/json', ...headers };
  }

  /**
   * The ids of the orders, in about the order in which they were taken in.
   * @throws Error unless every one was
   */
  async fill({ count, prefix, first = 0 }: BatchFill): Promise<string[]> {
    const numbers = Array.from({ length: count }, (_, nth) => `${prefix}${first + nth}`);
    const batches = Array.from({ length: Math.ceil(count / BATCH_ORDERS) }, (_, nth) =>
      numbers.slice(nth * BATCH_ORDERS, (nth + 1) * BATCH_ORDERS),
    );
    const ids = await atMost(BATCHES_AT_ONCE, batches, (batch) => this.#submit(batch));
    return ids.flat();
  }

  async #submit(orderNumbers: readonly string[]): Promise<string[]> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: '/v1/orders/batch',
      headers: this.#headers,
      body: `{"orders":[${orderNumbers.map(sampleOrderText).join(',')}]}`,
    });
    const text = await body.text();
    if (statusCode !== 202) throw new Error(`a batch was answered ${statusCode}: ${text}`);
    const { results } = JSON.parse(text) as BatchAnswer;
    return results.map(({ order }) => order?.id ?? '');
  }
}
