/** How often members were unlinked; in memory, for nobody's promise rests on it. */
export class SsoLinks {
  private readonly unlinkings = new Map<string, number>();
  private calls = 0;

  /** Counts a call that unlinked these members. */
  unlink(members: readonly string[]): void {
    this.calls += 1;
    for (const member of members) {
      this.unlinkings.set(member, this.timesUnlinked(member) + 1);
    }
  }

  /** 0 for a member that is linked still. */
  timesUnlinked(member: string): number {
    return this.unlinkings.get(member) ?? 0;
  }

  /** Members that were unlinked, each once; calls that did it; and how often members were in them. */
  get counts(): { count: number; calls: number; deliveries: number } {
    let deliveries = 0;
    for (const times of this.unlinkings.values()) deliveries += times;
    return { count: this.unlinkings.size, calls: this.calls, deliveries };
  }

  reset(): void {
    this.unlinkings.clear();
    this.calls = 0;
  }
}
