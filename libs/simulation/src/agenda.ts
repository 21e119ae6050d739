interface Entry {
  atMs: number;
  act: () => void;
}

/**
 * What is still to happen, by time; what falls on the same moment happens in the order in which it was
 * planned, so that a run has one outcome only.
 */
export class Agenda {
  private readonly entries: Entry[] = [];
  private now = 0;

  /** The moment of what happens now. */
  get nowMs(): number {
    return this.now;
  }

  /** Plans something, at the present moment at the earliest. */
  in(delayMs: number, act: () => void): void {
    const entry = { atMs: this.now + delayMs, act };
    this.entries.splice(this.placeOf(entry.atMs), 0, entry);
  }

  /** Lets everything happen, until nothing is planned any more. */
  run(): void {
    for (let next = this.entries.pop(); next; next = this.entries.pop()) {
      this.now = next.atMs;
      next.act();
    }
  }

  /** The latest stands first, for lists are quick at their end. */
  private placeOf(atMs: number): number {
    let from = 0;
    let to = this.entries.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.entries[middle]?.atMs ?? 0) > atMs) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
