/** How a wait that is over came to its end, as far as a reply that still comes is concerned. */
export type PastWait = 'replied' | 'given-up';

/**
 * Remembers the last waits that ended, so that a reply without a caller can be named for what it is.
 * Two generations: when the younger one is full, the elder is forgotten.
 */
export class RecentWaits {
  private younger = new Map<string, PastWait>();
  private elder = new Map<string, PastWait>();

  /** @param most waits per generation */
  constructor(private readonly most: number) {}

  note(correlationId: string, ending: PastWait): void {
    if (this.younger.size >= this.most) {
      this.elder = this.younger;
      this.younger = new Map();
    }
    this.younger.set(correlationId, ending);
  }

  endingOf(correlationId: string): PastWait | undefined {
    return this.younger.get(correlationId) ?? this.elder.get(correlationId);
  }
}
