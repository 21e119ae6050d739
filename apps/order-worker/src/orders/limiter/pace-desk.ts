/** The right to start one order at one moment. */
export interface PaceTicket {
  /** That moment, on the clock of `performance.now()`. */
  readonly atMs: number;
  /** Time in ms to the neighbouring tickets, whoever has them. */
  readonly intervalMs: number;
}

/** Orders per window, over all workers. */
export interface OrderRate {
  readonly rateMax: number;
  readonly rateWindowMs: number;
}

/** Hands out evenly spaced start times to all workers together. */
export abstract class PaceDesk {
  /**
   * The next free start; undefined when no rate is set. A ticket that is not used is lost, but for
   * those that the worker tells with a later call: they are made up for bit by bit.
   */
  abstract next(missed?: number): Promise<PaceTicket | undefined>;
}
