import type { IntakeGate } from '../tasks/intake-gate';
import type { FixedLimiter, ReleaseSlot } from './limiter/fixed-limiter';
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
      if (await this.pacer.approach(signal)) return this.placeWith(release);
    } catch (error) {
      release();
      throw error;
    }
    release();
    return undefined;
  }

  private placeWith(release: ReleaseSlot): Place {
    const { pacer } = this;
    return {
      begun: (tookMs) => pacer.observeBegin(tookMs),
      start: () => pacer.start(),
      release,
    };
  }
}
