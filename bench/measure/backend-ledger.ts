import { httpRequest } from '../../scripts/stack/http-request.ts';

/** One saved order, as the backend's ledger lists it. */
export interface LedgerRow {
  orderId: string;
  orderNumber: string;
  savedAt: string;
  /** How often it was delivered; more than 1 is harmless, a second row would not be. */
  deliveries: number;
}

/** The part of the backend's profile that decides how fast it can be. */
export interface BackendProfile {
  preset?: string | null;
  latency: { kind: string; ms?: number };
  workers: number | null;
  contention: object | null;
}

const LONG_POLL_MS = 10_000;
const STALLED_AFTER_MS = 120_000;

/** The benchmarks' view of the backend: what it saved, by its own count. */
export class BackendLedger {
  readonly #url: string;

  constructor(backendUrl: string) {
    this.#url = backendUrl;
  }

  async profile(): Promise<BackendProfile> {
    return JSON.parse(await this.#ask('/profile')) as BackendProfile;
  }

  /** Forgets every saved order. */
  async reset(): Promise<void> {
    await this.#ask('/orders', 'DELETE');
  }

  async rows(): Promise<LedgerRow[]> {
    const lines = (await this.#ask('/orders')).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as LedgerRow);
  }

  /**
   * Resolves within a millisecond or so of the moment in which the backend has saved `target`
   * orders: the backend holds the request back until then, so no polling interval adds to it.
   * @throws Error when nothing was saved for two minutes.
   */
  async reaches(target: number): Promise<void> {
    let count = 0;
    let lastRiseMs = performance.now();
    while (count < target) {
      const now = await this.#countAtLeast(target);
      if (now > count) lastRiseMs = performance.now();
      count = now;
      if (performance.now() - lastRiseMs > STALLED_AFTER_MS) throw stalled(count, target);
    }
  }

  /** For people who wait: tells of about every twentieth of the way to `target`, then ends. */
  async watch(target: number, onCount: (count: number) => void): Promise<void> {
    let count = 0;
    while (count < target) {
      count = await this.#countAtLeast(Math.min(target, count + Math.ceil(target / 20)));
      onCount(count);
    }
  }

  async #countAtLeast(atLeast: number): Promise<number> {
    const path = `/orders/count?atLeast=${atLeast}&waitMs=${LONG_POLL_MS}`;
    return (JSON.parse(await this.#ask(path)) as { count: number }).count;
  }

  async #ask(path: string, method = 'GET'): Promise<string> {
    const timeoutMs = LONG_POLL_MS + 20_000;
    const { status, body } = await httpRequest(`${this.#url}${path}`, { method, timeoutMs });
    if (status >= 300) throw new Error(`the backend answered ${status} to ${method} ${path}`);
    return body;
  }
}

/**
 * Every order exactly once, and nothing else. Gives how many deliveries were repeats.
 * @throws Error that says what is lost, doubled or unknown.
 */
export function checkLedger(rows: readonly LedgerRow[], orderNumbers: readonly string[]): number {
  const saved = new Set(rows.map((row) => row.orderNumber));
  const lost = orderNumbers.filter((orderNumber) => !saved.has(orderNumber));
  if (lost.length > 0) throw new Error(`${lost.length} orders are lost, among them ${lost[0]}`);
  if (saved.size < rows.length) throw new Error(`${rows.length - saved.size} orders are doubled`);
  const unknown = rows.length - orderNumbers.length;
  if (unknown > 0) throw new Error(`the ledger holds ${unknown} orders that nobody sent`);
  return rows.reduce((sum, { deliveries }) => sum + deliveries - 1, 0);
}

function stalled(count: number, target: number): Error {
  return new Error(`the backend has saved ${count} of ${target} orders, and no more for 2 minutes`);
}
