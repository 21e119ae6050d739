import type { Tally } from './tally';

/** What one side needs to send its orders. */
export interface SideRun {
  count: number;
  apiKey: string;
  signal: AbortSignal;
  report: (tally: Tally) => void;
}

/**
 * Sends orders one way and reports what becomes of them.
 *
 * @throws SluiceProblem when nothing was taken at all; the signal's reason when it was stopped
 */
export type Side = (run: SideRun) => Promise<void>;
