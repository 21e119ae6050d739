import { setTimeout as pause } from 'node:timers/promises';
import { atMost } from '../../bench/measure/at-most.ts';
import { BackendLedger, type LedgerRow } from '../../bench/measure/backend-ledger.ts';
import { httpRequest } from '../stack/http-request.ts';
import { judgeLedger, type LedgerVerdict } from './ledger-verdict.ts';
import type { RunJournal } from './run-journal.ts';

export interface SettlingPlaces {
  backendUrl: string;
  gatewayUrl: string;
  /** Sent with every question, where the gateway asks for a key. */
  apiKey: string | undefined;
}

export interface SettlingPatience {
  /** While the backend saves something it is not counted: a long queue is no fault. */
  stalledAfterMs: number;
  onProgress: (saved: number, expected: number) => void;
  signal: AbortSignal;
}

const INTERVAL_MS = 500;
const QUIET_MS = 1_000;
const ASKED_AT_ONCE = 16;
const FINAL = ['completed', 'failed', 'expired', 'cancelled'];

/** What came of a run by the backend's books, and when it saved what. */
export interface SettledLedger {
  verdict: LedgerVerdict;
  /** Of the run's own orders: somebody else's system holds others as well. */
  savedAtMs: number[];
}

/**
 * Waits until every accepted order has ended, or nothing moves any more, and holds the backend's
 * ledger against what the clients were told.
 */
export async function settleLedger(
  places: SettlingPlaces,
  journal: RunJournal,
  patience: SettlingPatience,
): Promise<SettledLedger> {
  const ledger = new BackendLedger(places.backendUrl);
  const watch = new CountWatch(places.backendUrl);
  for (;;) {
    patience.signal.throwIfAborted();
    const count = await watch.look();
    patience.onProgress(count, journal.accepted.size);
    // While the ledger grows there is no need to ask for each order that is missing.
    if (count >= journal.accepted.size || watch.restedMs > QUIET_MS) {
      const rows = await ledger.rows();
      const ends = await askAll(places, missingIn(rows, journal));
      const isOver = [...ends.values()].every((status) => FINAL.includes(status));
      if (isOver || watch.restedMs > patience.stalledAfterMs) {
        const own = rows.filter(({ orderNumber }) => journal.accepted.has(orderNumber));
        const savedAtMs = own.map(({ savedAt }) => Date.parse(savedAt));
        return { verdict: judgeLedger(rows, journal, ends), savedAtMs };
      }
    }
    await pause(INTERVAL_MS, undefined, { signal: patience.signal });
  }
}

/** The backend's count, and for how long it has not grown. */
class CountWatch {
  private readonly url: string;
  private best = -1;
  private lastMoveMs = performance.now();

  constructor(backendUrl: string) {
    this.url = `${backendUrl}/orders/count`;
  }

  get restedMs(): number {
    return performance.now() - this.lastMoveMs;
  }

  async look(): Promise<number> {
    const { body } = await httpRequest(this.url, { timeoutMs: 10_000 });
    const { count } = JSON.parse(body) as { count: number };
    if (count > this.best) [this.best, this.lastMoveMs] = [count, performance.now()];
    return count;
  }
}

function missingIn(rows: readonly LedgerRow[], { accepted }: RunJournal): [string, string][] {
  const saved = new Set(rows.map(({ orderNumber }) => orderNumber));
  return [...accepted].filter(([orderNumber]) => !saved.has(orderNumber));
}

async function askAll(
  places: SettlingPlaces,
  orders: readonly (readonly [orderNumber: string, id: string])[],
): Promise<Map<string, string>> {
  const statuses = await atMost(ASKED_AT_ONCE, orders, ([, id]) => statusOf(places, id));
  return new Map(orders.map(([orderNumber], index) => [orderNumber, statuses[index] ?? 'gone']));
}

async function statusOf({ gatewayUrl, apiKey }: SettlingPlaces, id: string): Promise<string> {
  if (id === '') return 'without an id';
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const { status, body } = await httpRequest(`${gatewayUrl}/v1/orders/${id}`, {
    headers,
    timeoutMs: 5_000,
  });
  if (status === 410) return 'expired';
  return status === 200 ? (JSON.parse(body) as { status: string }).status : `http-${status}`;
}
