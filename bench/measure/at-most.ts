/**
 * Runs `work` for every item, at most `atOnce` at a time, in the order of the items. Results keep
 * that order. The first failure is thrown; nothing new is begun after it.
 */
export async function atMost<T, R>(
  atOnce: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const next = items.entries();
  const lane = async () => {
    for (const [index, item] of next) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
