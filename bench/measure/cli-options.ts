/** A fault in what the user typed: one sentence is enough, a stack would not help. */
export class UsageError extends Error {}

/** @throws UsageError unless it is a whole number from 1 up. */
export function countOption(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(`--${name} takes a whole number from 1 up, for instance --${name} 3`);
}

/** A comma-separated list of counts. @throws UsageError as {@link countOption} does. */
export function countsOption(name: string, text: string): number[] {
  return text.split(',').map((part) => countOption(name, part));
}
