/** A task that failed, as operators see it. */
export interface DeadLetter {
  id: string;
  status: string;
}

/** The failed tasks of one queue, and the one audited way back into it. */
export abstract class DeadLetters {
  /** The latest first. */
  abstract list(most: number): Promise<DeadLetter[]>;
  /**
   * Puts one back into its queue.
   *
   * @throws ProblemError `not-found`, `order-not-retryable`
   */
  abstract retry(id: string): Promise<DeadLetter>;
}
