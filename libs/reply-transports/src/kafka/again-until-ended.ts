import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Takes a step again and again, for as long as it is wanted: whatever made it fall over may have
 * passed by the next time. The first step begins at once.
 */
export class AgainUntilEnded {
  private readonly ending = new AbortController();
  private readonly running: Promise<void>;

  /** @param step is to stop early once its signal is aborted */
  constructor(
    private readonly step: (signal: AbortSignal) => Promise<void>,
    private readonly pauseMs: number,
  ) {
    this.running = this.run(this.ending.signal);
  }

  /** Resolves when the last step is over; `interrupt` cuts it short. Idempotent, never rejects. */
  async end(interrupt: () => Promise<void> | undefined): Promise<void> {
    this.ending.abort();
    await interrupt()?.catch(() => undefined);
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const isEnding = (): boolean => signal.aborted;
    while (!isEnding()) {
      await this.step(signal).catch(() => undefined);
      if (!isEnding()) await sleep(this.pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
