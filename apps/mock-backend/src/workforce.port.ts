/** What became of one order's work. */
export type WorkEnd =
  /** @property endedAtMs when its service ended, milliseconds since 1970 */
  | { readonly kind: 'done'; readonly endedAtMs: number }
  /** Dropped by a reset or a shutdown: the order was not and will not be saved. */
  | { readonly kind: 'dropped' };

/** Who does the work on an order. The orders do not know how long it takes, or why. */
export abstract class Workforce {
  /** Takes one order's work on at once; there is no way to call it off singly. Never rejects. */
  abstract perform(): Promise<WorkEnd>;

  /** Ends all work that is pending as `dropped`. */
  abstract dropAll(): void;
}
