interface Waiter {
  readonly atLeast: number;
  readonly end: () => void;
}

interface Counted {
  readonly count: number;
  onGrowth(listener: (count: number) => void): void;
}

/** Lets callers learn at once that the ledger has reached a count, without asking again and again. */
export class CountWatch {
  private readonly waiters = new Set<Waiter>();

  constructor(private readonly ledger: Counted) {
    ledger.onGrowth((count) => this.endUpTo(count));
  }

  /**
   * Resolves to the count once it is reached, the time is over or the caller has gone.
   *
   * @param waitMs 0: at once
   */
  reach(atLeast: number, waitMs: number, gone: AbortSignal): Promise<number> {
    if (this.ledger.count >= atLeast || waitMs === 0 || gone.aborted) {
      return Promise.resolve(this.ledger.count);
    }
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', end);
        this.waiters.delete(waiter);
        resolve(this.ledger.count);
      };
      const waiter = { atLeast, end };
      const timer = setTimeout(end, waitMs);
      gone.addEventListener('abort', end);
      this.waiters.add(waiter);
    });
  }

  private endUpTo(count: number): void {
    for (const waiter of this.waiters) if (waiter.atLeast <= count) waiter.end();
  }
}
