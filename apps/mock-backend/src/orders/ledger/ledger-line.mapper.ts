import type { LedgerRow } from './ledger-row';

/** Outside of strings JSON may hold line ends, inside it cannot: a blank says the same. */
const LINE_ENDS = /[\r\n]+/g;

/**
 * A row as JSON on one line. The order goes in as the text it came as: parsing it and writing it
 * anew could hide that a value was changed on its way.
 */
export function toLedgerLine(row: LedgerRow): string {
  const order = row.orderText.replace(LINE_ENDS, ' ');
  return (
    `{"orderId":${JSON.stringify(row.orderId)},"orderNumber":${JSON.stringify(row.orderNumber)},` +
    `"order":${order},"savedAt":"${toTimestamp(row.savedAtMs)}","deliveries":${row.deliveries}}`
  );
}

/** What `POST /orders` answers: only members that a repeated delivery does not change. */
export function toReceipt(row: LedgerRow): string {
  const { orderId, orderNumber, savedAtMs } = row;
  return JSON.stringify({ orderId, orderNumber, savedAt: toTimestamp(savedAtMs) });
}

function toTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
