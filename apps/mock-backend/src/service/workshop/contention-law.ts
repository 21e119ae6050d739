/**
 * How the whole backend slows down under load. While more than `above` orders are pending (waiting
 * or in service), all its workers together get done `floor + (1 − floor)·(above/n)^exponent` of
 * what they otherwise would: thrashing, lock queues and long collections, in one curve.
 */
export class ContentionLaw {
  constructor(
    readonly above: number,
    readonly floor: number,
    readonly exponent: number,
  ) {}

  /** Share of the full speed, 0 < rate ≤ 1, continuous in the number of pending orders. */
  rateAt(pending: number): number {
    if (pending <= this.above) return 1;
    return this.floor + (1 - this.floor) * (this.above / pending) ** this.exponent;
  }
}
