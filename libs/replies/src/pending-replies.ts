import type { OrderReply } from '@sluice/contracts';
import { DeadlineBuckets } from './deadline-buckets';
import { readOrderReply } from './order-reply.codec';
import { RecentWaits } from './recent-waits';
import { PendingReply } from './pending-reply';
import { PROCESS_CLOCK, type WaitClock } from './wait-clock';

export type { PendingReply, WaitEnding } from './pending-reply';

/**
 * What a text that came in as a reply turned out to be: the answer to a caller; one that came after
 * its caller had gone, or again; one for nobody that is known; one for a caller but about another
 * order; no reply at all.
 */
export type ReplyKind = 'matched' | 'late' | 'doubled' | 'unknown' | 'forged' | 'malformed';

export interface PendingRepliesOptions {
  /** Most callers at once. */
  maxWaiting: number;
  /** Told about every text that came in. */
  onReply?: (kind: ReplyKind) => void;
  clock?: WaitClock;
}

/**
 * The callers of one gateway that wait for a reply. Every wait ends exactly once, by a reply, by its
 * timeout, by its owner or at shutdown, and is then out of the map. Nothing that comes from a broker
 * can throw here.
 */
export class PendingReplies {
  private readonly waits = new Map<string, PendingReply>();
  private readonly recent: RecentWaits;
  private readonly deadlines: DeadlineBuckets<PendingReply>;
  private readonly onReply: (kind: ReplyKind) => void;
  private drained = false;

  constructor(private readonly options: PendingRepliesOptions) {
    this.recent = new RecentWaits(options.maxWaiting);
    this.onReply = options.onReply ?? (() => undefined);
    this.deadlines = new DeadlineBuckets(options.clock ?? PROCESS_CLOCK, (wait) =>
      wait.end({ by: 'timeout' }),
    );
  }

  /** Callers that wait now. */
  get size(): number {
    return this.waits.size;
  }

  get full(): boolean {
    return this.waits.size >= this.options.maxWaiting;
  }

  /**
   * Registers a caller, to be done before anything is sent that may lead to a reply. Null when there
   * is no room, the id is waited for already, or the gateway is on its way out.
   */
  register(correlationId: string, timeoutMs: number): PendingReply | null {
    if (this.drained || this.full || this.waits.has(correlationId)) return null;
    let bucket = 0;
    const wait: PendingReply = new PendingReply(correlationId, (ending) => {
      this.waits.delete(correlationId);
      this.deadlines.remove(wait, bucket);
      this.recent.note(correlationId, ending.by === 'reply' ? 'replied' : 'given-up');
    });
    bucket = this.deadlines.add(wait, timeoutMs);
    this.waits.set(correlationId, wait);
    return wait;
  }

  /** Takes what came from a broker: any text at all. */
  readonly take = (text: string): void => {
    const reply = readOrderReply(text);
    this.onReply(reply ? this.deliver(reply) : 'malformed');
  };

  /** Ends all waits, and lets nobody wait any more. Idempotent. */
  drain(): void {
    this.drained = true;
    for (const wait of this.waits.values()) wait.end({ by: 'drain' });
    this.deadlines.stop();
  }

  private deliver(reply: OrderReply): ReplyKind {
    const wait = this.waits.get(reply.correlationId);
    if (wait) return wait.offer(reply) ? 'matched' : 'forged';
    const past = this.recent.endingOf(reply.correlationId);
    if (past === undefined) return 'unknown';
    return past === 'replied' ? 'doubled' : 'late';
  }
}
