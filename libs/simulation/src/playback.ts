import { applyEvent, stateAtStart, type RunState } from './run-state';
import type { Run } from './run';

/**
 * Plays a run: gives its state at one moment after the other. Going on costs only what happened in
 * between; going back starts anew.
 */
export class Playback {
  private state: RunState;
  private next = 0;
  private atMs = 0;

  constructor(readonly run: Run) {
    this.state = stateAtStart(run);
  }

  /** The state after everything up to this moment; the same object, changed, as long as time goes on. */
  stateAt(tMs: number): Readonly<RunState> {
    if (tMs < this.atMs) this.rewind();
    this.atMs = tMs;
    const { events } = this.run;
    for (let event = events[this.next]; event && event.atMs <= tMs; event = events[this.next]) {
      applyEvent(this.state, event);
      this.next++;
    }
    return this.state;
  }

  private rewind(): void {
    this.state = stateAtStart(this.run);
    this.next = 0;
  }
}
