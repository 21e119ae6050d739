const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C arrives up to three times: from the terminal, and forwarded by npm and by run.mjs. */
const ONE_PRESS_MS = 400;

/** Turns signals, and the death of whoever runs us, into a first and a second wish to stop. */
export class StopRequests {
  private readonly first = new AbortController();
  private readonly second = new AbortController();
  private lastAtMs = -Infinity;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, () => this.press());
    if (process.channel) process.once('disconnect', () => this.first.abort());
  }

  /** Given at the first wish: drain and stop. */
  get stop(): AbortSignal {
    return this.first.signal;
  }

  /** Given at the second one: end it at once. */
  get force(): AbortSignal {
    return this.second.signal;
  }

  /** Stops for a reason of our own. */
  request(): void {
    this.first.abort();
  }

  private press(): void {
    const now = performance.now();
    if (now - this.lastAtMs < ONE_PRESS_MS) return;
    this.lastAtMs = now;
    if (this.first.signal.aborted) this.second.abort();
    else this.first.abort();
  }
}
