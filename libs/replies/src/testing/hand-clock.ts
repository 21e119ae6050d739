import type { WaitClock } from '../wait-clock';

/** A clock that a test turns; ticks fall due on the way, in order. */
export class HandClock implements WaitClock {
  private readonly tickers = new Set<{ dueMs: number; intervalMs: number; tick: () => void }>();
  private timeMs = 0;

  nowMs(): number {
    return this.timeMs;
  }

  every(intervalMs: number, tick: () => void): () => void {
    const ticker = { dueMs: this.timeMs + intervalMs, intervalMs, tick };
    this.tickers.add(ticker);
    return () => this.tickers.delete(ticker);
  }

  /** Timers that run. */
  get running(): number {
    return this.tickers.size;
  }

  turn(forMs: number): void {
    const endMs = this.timeMs + forMs;
    for (let next = this.nextDue(endMs); next; next = this.nextDue(endMs)) {
      this.timeMs = next.dueMs;
      next.dueMs += next.intervalMs;
      next.tick();
    }
    this.timeMs = endMs;
  }

  private nextDue(endMs: number) {
    const due = [...this.tickers].filter(({ dueMs }) => dueMs <= endMs);
    return due.sort((a, b) => a.dueMs - b.dueMs)[0];
  }
}
