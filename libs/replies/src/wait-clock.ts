/** The time that waits are measured by; a test turns it by hand. */
export interface WaitClock {
  /** Monotonic, in ms. */
  nowMs(): number;
  /** Calls back every `intervalMs` until the returned function is called. */
  every(intervalMs: number, tick: () => void): () => void;
}

/** The process's own clock. */
export const PROCESS_CLOCK: WaitClock = {
  nowMs: () => performance.now(),
  every(intervalMs, tick) {
    const timer = setInterval(tick, intervalMs);
    return () => clearInterval(timer);
  },
};
