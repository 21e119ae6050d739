import { LeasePace } from './lease-pace';
import type { QuotaDesk } from './quota-desk';

/** Whether a request may go on, and what its client is told about the quota. */
export interface QuotaVerdict {
  admitted: boolean;
  /** Tokens left in the window, as far as this gateway knows. */
  remaining: number;
  /** Whole seconds until the window has surely ended. */
  resetS: number;
}

/** Fewer at the desk are not fetched ahead: what one gateway holds, the others miss. */
const FEWEST_AHEAD = 8;

/**
 * One client's quota on one gateway. Tokens are fetched from the desk in blocks, ahead of need, so
 * that most requests find one here; what is not used lapses with the window. The desk never hands
 * out more than the quota, so neither do all gateways together.
 */
export class ClientQuota {
  private tokens = 0;
  private leftAtDesk = 0;
  /** By this process's clock and rather early: a token is never used after its window. */
  private lapseAtMs = -Infinity;
  /** Rather late: who comes back then finds a new window. */
  private resetAtMs = -Infinity;
  private lastGrant = 0;
  private leasing: Promise<void> | undefined;
  private readonly waiting = new Set<{ count: number }>();
  private readonly pace = new LeasePace();

  constructor(
    private readonly client: string,
    private readonly desk: QuotaDesk,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /**
   * Takes so many tokens, or none. At once where they are here already.
   *
   * @throws whatever the desk does when it has to be asked and cannot be
   */
  take(count: number): QuotaVerdict | Promise<QuotaVerdict> {
    if (!this.has(count)) return this.takeLater({ count });
    this.spend(count);
    return this.verdict(true);
  }

  private has(count: number): boolean {
    return this.tokens >= count && this.isOpen();
  }

  private isOpen(): boolean {
    return this.nowMs() < this.lapseAtMs;
  }

  private spend(count: number): void {
    this.tokens -= count;
    this.pace.spent(count);
    const isLow = this.tokens * 2 < this.lastGrant;
    if (isLow && this.leftAtDesk >= FEWEST_AHEAD && !this.leasing) {
      this.lease().catch(() => undefined);
    }
  }

  private async takeLater(waiter: { count: number }): Promise<QuotaVerdict> {
    this.waiting.add(waiter);
    try {
      while (!this.has(waiter.count)) {
        if (this.isHopeless(waiter.count)) return this.verdict(false);
        await this.lease();
      }
    } finally {
      this.waiting.delete(waiter);
    }
    this.spend(waiter.count);
    return this.verdict(true);
  }

  /** What the desk has left only ever shrinks within a window. */
  private isHopeless(count: number): boolean {
    return this.isOpen() && this.tokens + this.leftAtDesk < count;
  }

  /** One at a time; whoever waits shares it. */
  private lease(): Promise<void> {
    return (this.leasing ??= this.fetchBlock().finally(() => (this.leasing = undefined)));
  }

  private async fetchBlock(): Promise<void> {
    const sentAtMs = this.nowMs();
    const want = this.pace.nextBlock(sentAtMs);
    const lease = await this.desk.lease({ client: this.client, ...this.missing(), want });
    if (!this.isOpen()) this.tokens = 0;
    this.tokens += lease.granted;
    this.lastGrant = lease.granted;
    this.leftAtDesk = lease.left;
    this.lapseAtMs = sentAtMs + lease.endsInMs;
    this.resetAtMs = this.nowMs() + lease.endsInMs;
  }

  private missing(): { least: number; need: number } {
    const here = this.isOpen() ? this.tokens : 0;
    const counts = [...this.waiting].map(({ count }) => count);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const least = counts.length === 0 ? 0 : Math.min(...counts) - here;
    return { least: Math.max(least, 0), need: Math.max(total - here, 0) };
  }

  private verdict(admitted: boolean): QuotaVerdict {
    const resetS = Math.max(1, Math.ceil((this.resetAtMs - this.nowMs()) / 1000));
    return { admitted, remaining: this.tokens + this.leftAtDesk, resetS };
  }
}
