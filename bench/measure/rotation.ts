/**
 * The same ring of items, begun `by` places later: when each round begins with another one, none of
 * them always has the place after the machine's idle or busiest moment.
 */
export function rotated<T>(items: readonly T[], by: number): T[] {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
