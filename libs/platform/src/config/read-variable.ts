/** What a variable's text turned into, or the rule that it breaks. */
export type ReadResult = { value: string | number | boolean } | { rule: string };

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const BOOLEANS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/**
 * Turns the text of a variable into its declared type. Strict on purpose: `5x` or ` 5` is a slip of
 * the operator that `Number()` or `parseInt()` would hide.
 */
export function readVariable(text: string, type: unknown): ReadResult {
  if (type === Number) return readNumber(text);
  if (type === Boolean) return readBoolean(text);
  return { value: text };
}

function readNumber(text: string): ReadResult {
  const value = Number(text);
  if (DECIMAL.test(text) && Number.isFinite(value)) return { value };
  return { rule: 'must be a plain decimal number without spaces or a unit' };
}

function readBoolean(text: string): ReadResult {
  const value = BOOLEANS.get(text);
  return value === undefined ? { rule: 'must be true, false, 1 or 0' } : { value };
}
