import { sampleOrder } from '../measure/sample-order.ts';

/** The contract's limits. */
const MOST_ITEMS = 100;
const LONGEST_NAME = 64;

/** Of a line of an order without its name, and of everything around the lines. */
const LINE_BYTES = 42;
const FRAME_BYTES = 90;

/** As it is written in JSON by an encoder that keeps to ASCII: the widest character there is. */
const WIDE_CHARACTER = '📦';
const WIDE_BYTES = 12;

/**
 * The text of an order of about `bytes` bytes, 300 to 60,000: more lines first, 100 at most, then
 * longer names. Beyond some 10 kB plain names would break the contract's limits, so that these are
 * made of symbols, escaped as many languages' encoders do by themselves.
 */
export function sizedOrderText(bytes: number): (orderNumber: string) => string {
  const lines = linesOf(bytes - FRAME_BYTES);
  return (orderNumber) => {
    const { customerId, currency } = sampleOrder(orderNumber);
    return asciiJson({ orderNumber, customerId, currency, items: lines });
  };
}

function linesOf(bytes: number): object[] {
  const fullLine = LINE_BYTES + LONGEST_NAME;
  const count = Math.min(MOST_ITEMS, Math.max(1, Math.ceil(bytes / fullLine)));
  const sku = nameOf(Math.floor(bytes / count) - LINE_BYTES);
  return Array.from({ length: count }, () => ({ sku, quantity: 2, unitPrice: 3_450 }));
}

function nameOf(bytes: number): string {
  if (bytes <= LONGEST_NAME) return 'book-'.repeat(LONGEST_NAME).slice(0, Math.max(1, bytes));
  return WIDE_CHARACTER.repeat(Math.min(LONGEST_NAME, Math.floor(bytes / WIDE_BYTES)));
}

function asciiJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
