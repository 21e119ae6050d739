import { Clock } from '../clock.port';

interface Wake {
  readonly momentMs: number;
  readonly ring: () => void;
}

/**
 * A clock that stands still until it is told to go on: for specs and for the calibration of
 * presets. Wakes ring in the order of their moments, each at exactly its moment.
 */
export class ManualClock extends Clock {
  private wakes: Wake[] = [];
  private timeMs = 0;

  nowMs(): number {
    return this.timeMs;
  }

  epochMsOf(momentMs: number): number {
    return Math.round(momentMs);
  }

  wakeAt(momentMs: number, ring: () => void): () => void {
    const wake = { momentMs: Math.max(momentMs, this.timeMs), ring };
    const later = this.wakes.findIndex((other) => other.momentMs > wake.momentMs);
    this.wakes.splice(later < 0 ? this.wakes.length : later, 0, wake);
    return () => {
      this.wakes = this.wakes.filter((other) => other !== wake);
    };
  }

  wakeAbout(momentMs: number, ring: () => void): () => void {
    return this.wakeAt(momentMs, ring);
  }

  /** Rings all that is due until then and leaves the clock at that moment. */
  goTo(momentMs: number): void {
    while (this.wakes[0] && this.wakes[0].momentMs <= momentMs) this.ringNext();
    this.timeMs = momentMs;
  }

  /** Rings the next wake that is set. @returns false when none is */
  ringNext(): boolean {
    const wake = this.wakes.shift();
    if (!wake) return false;
    this.timeMs = wake.momentMs;
    wake.ring();
    return true;
  }
}
