import { Readable } from 'node:stream';
import { toLedgerLine } from './ledger-line.mapper';
import type { OrderLedger } from './order-ledger';

const PAGE_ROWS = 500;

/**
 * The ledger as NDJSON, read page by page as the reader takes it: neither memory nor the event
 * loop feels how long it is. What is saved meanwhile is shown too.
 */
export function ledgerStream(ledger: OrderLedger): Readable {
  return Readable.from(ledgerPages(ledger), { objectMode: false });
}

function* ledgerPages(ledger: OrderLedger): Generator<string> {
  let page = ledger.entriesAfter(0, PAGE_ROWS);
  for (let last = page.at(-1); last; last = page.at(-1)) {
    yield page.map((entry) => `${toLedgerLine(entry)}\n`).join('');
    page = ledger.entriesAfter(last.seq, PAGE_ROWS);
  }
}
