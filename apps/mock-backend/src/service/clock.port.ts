/** Time as the workshop sees it; a port, so that specs can run hours of work in a moment. */
export abstract class Clock {
  /** Milliseconds with a fraction, never going back; the origin means nothing. */
  abstract nowMs(): number;

  /** The wall-clock time (milliseconds since 1970, whole) of a moment given by `nowMs`. */
  abstract epochMsOf(momentMs: number): number;

  /**
   * Rings once, at the moment or as soon after it as can be, never before and never within this
   * call.
   *
   * @returns cancels the ring; harmless once it has rung
   */
  abstract wakeAt(momentMs: number, ring: () => void): () => void;

  /** Like `wakeAt` for what need not be precise, and so at less cost: a millisecond early or late. */
  abstract wakeAbout(momentMs: number, ring: () => void): () => void;
}
