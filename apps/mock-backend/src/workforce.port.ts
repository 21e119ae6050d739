/** How one order's work ended; `dropped` by a reset or a shutdown. */
export type WorkEnd = 'done' | 'dropped';

/**
 * Called once, shortly before an order's service ends, with the moment of its end (milliseconds
 * since 1970): time to write down what the service comes to. Not called for what is dropped before.
 */
export type NearlyDone = (endsAtMs: number) => void;

/** Who does the work on an order. The orders do not know how long it takes, or why. */
export abstract class Workforce {
  /** Takes one order's work on at once; there is no way to call it off singly. Never rejects. */
  abstract perform(nearlyDone: NearlyDone): Promise<WorkEnd>;

  /** Ends all work that is pending as `dropped`. */
  abstract dropAll(): void;
}
