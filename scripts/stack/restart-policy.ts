import type { Exit } from './service.ts';

/** sysexits' EX_CONFIG: the app refused its settings, and would refuse them again. */
export const BAD_SETTING_EXIT_CODE = 78;

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** Who lived this long was healthy: its next death starts the backoff anew. */
const HEALTHY_AFTER_MS = 30_000;

/** Exponential backoff over the deaths of one service. */
export class RestartPolicy {
  private deaths = 0;

  /** Milliseconds to wait before the next start; undefined when another one cannot help. */
  delayAfter(exit: Exit, livedMs: number): number | undefined {
    if (exit.code === BAD_SETTING_EXIT_CODE) return undefined;
    if (livedMs >= HEALTHY_AFTER_MS) this.deaths = 0;
    const delayMs = FIRST_DELAY_MS * 2 ** this.deaths;
    this.deaths += 1;
    return Math.min(delayMs, LONGEST_DELAY_MS);
  }
}
