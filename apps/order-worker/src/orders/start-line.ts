import type { IntakeGate } from './intake-gate';
import type { FixedLimiter } from './limiter/fixed-limiter';
import type { Pacer } from './limiter/pacer';

/** A slot of the fixed limiter and a turn of the pace, for one order. */
export interface Place {
  /** Told how long beginning the order took. */
  begun(tookMs: number): void;
  /** Waits for the moment at which the order may be sent. Rejects when Redis cannot be asked. */
  start(): Promise<void>;
  /** Gives the slot back; further calls change nothing. */
  release(): void;
}

/** Where orders wait, not begun, until one of them may be sent. */
export class StartLine {
  constructor(
    readonly gate: IntakeGate,
    private readonly limiter: FixedLimiter,
    private readonly pacer: Pacer,
  ) {}

  /**
   * Waits for a place; undefined when intake stopped before there was one. Rejects when Redis cannot
   * be asked for a turn.
   */
  async enter(): Promise<Place | undefined> {
    const { signal } = this.gate;
    const release = await this.limiter.acquire(signal);
    if (release === undefined) return undefined;
    try {
      const turn = await this.pacer.approach(signal);
      if (turn !== undefined && !signal.aborted) {
        const { pacer } = this;
        const begun = (tookMs: number): void => pacer.observeBegin(tookMs);
        return { begun, start: () => pacer.start(turn), release };
      }
    } catch (error) {
      release();
      throw error;
    }
    release();
    return undefined;
  }
}
