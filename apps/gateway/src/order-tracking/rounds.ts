/**
 * Visits every member about once per period, a few at a time: a thousand visits at once would hold
 * up whatever else the process does, and a timer per member would cost memory.
 */
export class Rounds<T> {
  private readonly waiting = new Set<T>();
  private owed = 0;

  constructor(
    private readonly periodMs: number,
    private readonly visit: (member: T) => void,
  ) {}

  get size(): number {
    return this.waiting.size;
  }

  add(member: T): void {
    this.waiting.add(member);
  }

  delete(member: T): void {
    this.waiting.delete(member);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.waiting.values();
  }

  /** Visits as many as are due after this much more time; who waits longest comes first. */
  pass(elapsedMs: number): void {
    const share = this.owed + (this.waiting.size * elapsedMs) / this.periodMs;
    const due = Math.min(Math.floor(share), this.waiting.size);
    this.owed = Math.min(share - due, 1);
    for (const member of this.next(due)) this.visit(member);
  }

  private next(count: number): T[] {
    const next = firstOf(this.waiting, count);
    for (const member of next) {
      this.waiting.delete(member);
      this.waiting.add(member);
    }
    return next;
  }
}

/** At most so many members of a set, in its order. */
export function firstOf<T>(members: ReadonlySet<T>, count: number): T[] {
  const first: T[] = [];
  for (const member of members) {
    if (first.length >= count) break;
    first.push(member);
  }
  return first;
}
