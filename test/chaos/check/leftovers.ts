/** A key of Redis at the end of a run. */
export interface StoredKey {
  key: string;
  /** Of a list, set or hash how much is in it; 1 of a text. */
  size: number;
  /** Time until it goes by itself; null of one that stays. */
  keptMs: number | null;
  /** What is in it; only of the bells that wait. */
  items: readonly string[];
}

/** How the keys of one kind of task are named. */
export interface QueueNames {
  /** What they begin with. */
  base: string;
  /** What those of Bull's queue of wake-up jobs begin with. */
  bells: string;
}

/** So many bells may wait while there is nothing to do: rung for work that another bell has brought. */
const MOST_BELLS = 8;

/** What stays of a kind when nothing is to be done: notes on what was, none on what is to be done. */
const KEPT = ['counters', 'dead-letters', 'id-fingerprint', 'reconciler', 'virtual-time'];
/** What stays of Bull's queue: its counter, and since when somebody has looked for stalled jobs. */
const KEPT_BY_BULL = ['id', 'stalled-check', 'wait'];
/** What a partition has besides. */
const KEPT_IN_PARTITION = ['clock', 'client-policies'];

/**
 * Names what should not be there when every task has ended: whatever is not known to stay, records and
 * idempotency keys that never go, and jobs of Bull's that stand in no list. Pure.
 *
 * @param keys every key of one partition
 */
export function leftoversIn(keys: readonly StoredKey[], queues: readonly QueueNames[]): string[] {
  const waiting = new Set(queues.flatMap(({ bells }) => jobsWaiting(keys, bells)));
  const left = keys.flatMap((stored) => leftoverOf(stored, queues, waiting));
  const known = new Set(keys.map(({ key }) => key));
  const hollow = [...waiting].filter((job) => !known.has(job)).map((job) => `no job ${job}`);
  return [...left, ...hollow].toSorted();
}

function jobsWaiting(keys: readonly StoredKey[], bells: string): string[] {
  const list = keys.find(({ key }) => key === `${bells}wait`);
  return (list?.items ?? []).map((id) => bells + id);
}

function leftoverOf(
  stored: StoredKey,
  queues: readonly QueueNames[],
  waiting: ReadonlySet<string>,
): string[] {
  const { key, size, keptMs } = stored;
  for (const { base, bells } of queues) {
    if (key.startsWith(`${base}:`)) return keptMs === null ? [`${key}, kept for good`] : [];
    const name = key.startsWith(`${base}-`) ? key.slice(base.length + 1) : undefined;
    if (name !== undefined) return KEPT.includes(name) ? [] : [`${size} in ${key}`];
    if (key.startsWith(bells)) return leftoverOfBull(stored, key.slice(bells.length), waiting);
  }
  const name = key.slice(key.indexOf('}:') + 2);
  if (name.startsWith('idempotency:')) return keptMs === null ? [`${key}, kept for good`] : [];
  return KEPT_IN_PARTITION.includes(name) ? [] : [`${size} in ${key}`];
}

function leftoverOfBull(
  { key, size }: StoredKey,
  name: string,
  waiting: ReadonlySet<string>,
): string[] {
  if (waiting.has(key)) return [];
  if (name === 'wait' && size > MOST_BELLS) return [`${size} in ${key}`];
  if (KEPT_BY_BULL.includes(name)) return [];
  return /^\d+(:|$)/.test(name) ? [`job ${key}`] : [`${size} in ${key}`];
}
