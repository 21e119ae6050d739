const TICK_MS = 10;

/** How long this process was kept from looking at anything: that is no delay of a gateway's. */
export class LagMeter {
  readonly #timer: NodeJS.Timeout;
  #lastMs = performance.now();
  #lagMs = 0;

  constructor() {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#timer.unref();
  }

  /** All lag since the beginning; the difference of two readings is what fell in between. */
  read(): number {
    return this.#lagMs + this.#sinceTickMs();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#lagMs += this.#sinceTickMs();
    this.#lastMs = performance.now();
  }

  /** An answer that came meanwhile may be looked at before the tick that is overdue. */
  #sinceTickMs(): number {
    return Math.max(0, performance.now() - this.#lastMs - 2 * TICK_MS);
  }
}
