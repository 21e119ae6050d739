import { Injectable } from '@nestjs/common';
import { Clock } from './clock.port';

/**
 * The machine's clock. Node's timers know whole milliseconds only and are up to one late, which
 * would be 2 % of a service of 50 ms. So the timer sleeps through the whole milliseconds, and the
 * fraction that is left (0.3 ms on average) passes in turns of the event loop, which goes on
 * serving sockets meanwhile.
 */
@Injectable()
export class SystemClock extends Clock {
  nowMs(): number {
    return performance.now();
  }

  epochMsOf(momentMs: number): number {
    return Math.round(Date.now() + momentMs - this.nowMs());
  }

  wakeAt(momentMs: number, ring: () => void): () => void {
    const wake = new PreciseWake(momentMs, ring);
    return () => wake.cancel();
  }

  wakeAbout(momentMs: number, ring: () => void): () => void {
    const timer = setTimeout(ring, Math.max(1, momentMs - this.nowMs()));
    return () => clearTimeout(timer);
  }
}

class PreciseWake {
  private timer: NodeJS.Timeout | undefined;
  private turn: NodeJS.Immediate | undefined;

  constructor(
    private readonly momentMs: number,
    private readonly ring: () => void,
  ) {
    this.wait(Math.max(0, momentMs - performance.now()));
  }

  cancel(): void {
    clearTimeout(this.timer);
    clearImmediate(this.turn);
  }

  private wait(leftMs: number): void {
    const wholeMs = Math.floor(leftMs);
    if (wholeMs > 0) this.timer = setTimeout(this.check, wholeMs);
    else this.turn = setImmediate(this.check);
  }

  private readonly check = (): void => {
    const leftMs = this.momentMs - performance.now();
    if (leftMs <= 0) this.ring();
    else this.wait(leftMs);
  };
}
