/** So many of the items, or all, drawn at random and in random order. */
export function someOf<T>(items: readonly T[], count: number): T[] {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, items.length)) {
    drawn.add(Math.floor(Math.random() * items.length));
  }
  return [...drawn].flatMap((index) => items.slice(index, index + 1));
}
