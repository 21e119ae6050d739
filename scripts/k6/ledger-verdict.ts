import type { LedgerRow } from '../../bench/measure/backend-ledger.ts';
import type { RunJournal } from './run-journal.ts';

/** What the backend's own books say of the orders that clients were told about. */
export interface LedgerVerdict {
  accepted: number;
  saved: number;
  /** Ended without reaching the backend: expired, cancelled, failed. */
  endedOtherwise: number;
  /** Deliveries of an order that the backend had already; harmless, but told. */
  redeliveries: number;
  /** One sentence each; none when every accepted order is there exactly once, or ended visibly. */
  violations: string[];
}

/** Statuses of accepted orders that the ledger does not hold, by order number. */
export type LooseEnds = ReadonlyMap<string, string>;

const ENDED = new Set(['expired', 'cancelled', 'failed']);

/** Holds the ledger against the journal; `looseEnds` says what the gateway tells of the rest. */
export function judgeLedger(
  rows: readonly LedgerRow[],
  journal: RunJournal,
  looseEnds: LooseEnds,
): LedgerVerdict {
  const times = countByNumber(rows);
  const saved = (orderNumber: string) => times.has(orderNumber);
  const accepted = [...journal.accepted.keys()];
  const missing = accepted.filter((it) => !saved(it));
  const ended = missing.filter((it) => ENDED.has(looseEnds.get(it) ?? ''));
  const open = missing.filter((it) => !ENDED.has(looseEnds.get(it) ?? ''));
  return {
    accepted: accepted.length,
    saved: accepted.length - missing.length,
    endedOtherwise: ended.length,
    redeliveries: rows.reduce((sum, { deliveries }) => sum + deliveries - 1, 0),
    violations: [
      ...open.map((it) => `${it} was accepted and is ${looseEnds.get(it) ?? 'gone'}, not saved`),
      ...[...times].filter(([, n]) => n > 1).map(([it, n]) => `${it} was saved ${n} times`),
      ...[...journal.cancelled].filter(saved).map((it) => `${it} was cancelled and is saved`),
      ...[...journal.expired].filter(saved).map((it) => `${it} was expired and is saved`),
      ...refusedNumbers(journal)
        .filter(saved)
        .map((it) => `${it} was refused and is saved`),
      ...[...journal.completed]
        .filter((it) => !saved(it))
        .map((it) => `${it} was said to be completed and is not saved`),
    ],
  };
}

/** Whoever was refused once and accepted later was accepted. */
function refusedNumbers({ refusals, accepted }: RunJournal): string[] {
  return refusals.map(({ orderNumber }) => orderNumber).filter((it) => !accepted.has(it));
}

function countByNumber(rows: readonly LedgerRow[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { orderNumber } of rows) times.set(orderNumber, (times.get(orderNumber) ?? 0) + 1);
  return times;
}
