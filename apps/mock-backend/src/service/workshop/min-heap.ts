interface HeapEntry<T> {
  readonly key: number;
  readonly turn: number;
  readonly item: T;
}

/** A priority queue: smallest key first, and among equal keys the one that was pushed first. */
export class MinHeap<T> {
  private readonly entries: HeapEntry<T>[] = [];
  private turns = 0;

  get size(): number {
    return this.entries.length;
  }

  peekKey(): number | undefined {
    return this.entries[0]?.key;
  }

  push(key: number, item: T): void {
    this.entries.push({ key, turn: this.turns++, item });
    this.rise(this.entries.length - 1);
  }

  pop(): T | undefined {
    const first = this.entries[0];
    const last = this.entries.pop();
    if (!first || !last) return undefined;
    if (first !== last) this.sink(last);
    return first.item;
  }

  drain(): T[] {
    return this.entries.splice(0).map((entry) => entry.item);
  }

  private rise(index: number): void {
    const entry = this.at(index);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, this.at(parent))) break;
      this.entries[index] = this.at(parent);
      index = parent;
    }
    this.entries[index] = entry;
  }

  private sink(entry: HeapEntry<T>): void {
    let index = 0;
    for (;;) {
      const child = this.smallerChildOf(index);
      if (child === undefined || !isBefore(this.at(child), entry)) break;
      this.entries[index] = this.at(child);
      index = child;
    }
    this.entries[index] = entry;
  }

  private smallerChildOf(index: number): number | undefined {
    const left = 2 * index + 1;
    const right = left + 1;
    if (left >= this.entries.length) return undefined;
    return right < this.entries.length && isBefore(this.at(right), this.at(left)) ? right : left;
  }

  private at(index: number): HeapEntry<T> {
    const entry = this.entries[index];
    if (!entry) throw new RangeError('index outside of the heap');
    return entry;
  }
}

function isBefore<T>(one: HeapEntry<T>, other: HeapEntry<T>): boolean {
  return one.key < other.key || (one.key === other.key && one.turn < other.turn);
}
