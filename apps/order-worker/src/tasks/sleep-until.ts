const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Waits until `performance.now()` has reached `atMs`, never less (Node's timers count whole
 * milliseconds and may be early). True when it got there, false when a signal ended it before.
 */
export function sleepUntil(atMs: number, signals: readonly AbortSignal[] = []): Promise<boolean> {
  if (signals.some((signal) => signal.aborted)) return Promise.resolve(false);
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (arrived: boolean): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', wake);
      resolve(arrived);
    };
    const wake = (): void => end(false);
    const check = (): void => {
      const leftMs = atMs - performance.now();
      if (leftMs <= 0) return end(true);
      timer = setTimeout(check, Math.min(Math.ceil(leftMs), LONGEST_TIMER_MS));
    };
    for (const signal of signals) signal.addEventListener('abort', wake, { once: true });
    check();
  });
}
