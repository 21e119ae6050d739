import type { OrderReply } from '@sluice/contracts';

/** How a wait ended; `owner`: whoever registered it no longer wants it. */
export type WaitEnding = { by: 'reply'; reply: OrderReply } | { by: 'timeout' | 'owner' | 'drain' };

/** More replies for one caller than that, before its order has an id, are an attempt at something. */
const MOST_EARLY = 4;

/** One caller's wait for the reply to one order. */
export class PendingReply {
  /** Resolves once, with what ended the wait; never rejects. */
  readonly ended: Promise<WaitEnding>;
  private resolve!: (ending: WaitEnding) => void;
  private orderId: string | undefined;
  private early: OrderReply[] = [];
  private over = false;

  constructor(
    readonly correlationId: string,
    private readonly onEnd: (ending: WaitEnding) => void,
  ) {
    this.ended = new Promise((resolve) => (this.resolve = resolve));
  }

  /** Names the order that is waited for; a reply may have come before the caller knew it. */
  expect(orderId: string): void {
    this.orderId = orderId;
    const { early } = this;
    this.early = [];
    early.forEach((reply) => this.offer(reply));
  }

  /** Whether the reply can be the one that is waited for; ends the wait when it is. */
  offer(reply: OrderReply): boolean {
    if (this.orderId === undefined)
      return this.early.length < MOST_EARLY && !!this.early.push(reply);
    if (reply.orderId !== this.orderId) return false;
    this.end({ by: 'reply', reply });
    return true;
  }

  /** Idempotent: the first ending counts. */
  end(ending: WaitEnding): void {
    if (this.over) return;
    this.over = true;
    this.early = [];
    this.onEnd(ending);
    this.resolve(ending);
  }
}
