import { isTerminal } from '@sluice/contracts';
import type { OrderRecord } from '@sluice/task-queue';
import { KEEP_ALIVE, retryField, statusEvent } from './event-text';
import type { OrderFollower } from './order-follower';

/** What a reader has not taken beyond this is not kept for it: it may come back for the latest. */
export const MOST_UNSENT_BYTES = 65_536;

/** The part of an HTTP response that a stream of events needs. */
export interface EventSink {
  /** Bytes that the reader's connection has not taken yet. */
  readonly writableLength: number;
  /** Sends the head of the answer. */
  begin(): void;
  write(text: string): void;
  end(): void;
  /** Cuts the connection. */
  destroy(): void;
}

/** The states of one order on their way to one reader; skips what the reader is too slow for. */
export class EventStream implements OrderFollower {
  /** Whether the answer is under way. */
  hasBegun = false;
  private hasEnded = false;

  /** @param lastRevision what the reader has seen already */
  constructor(
    private readonly sink: EventSink,
    private lastRevision?: number,
  ) {}

  told(order: OrderRecord | null): void {
    if (this.hasEnded) return;
    if (!order) return this.end();
    this.begin();
    if (order.revision !== this.lastRevision) this.send(order);
    if (isTerminal(order.status)) this.end();
  }

  dismissed(): void {
    this.end();
  }

  /** A reader that has not even taken the last words is not there any more, or as good as. */
  keepAlive(): void {
    if (!this.hasBegun || this.hasEnded) return;
    if (this.sink.writableLength > 0) this.cut();
    else this.sink.write(KEEP_ALIVE);
  }

  private begin(): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    this.sink.begin();
    this.sink.write(retryField());
  }

  private send(order: OrderRecord): void {
    if (this.sink.writableLength > MOST_UNSENT_BYTES) return this.cut();
    this.lastRevision = order.revision;
    this.sink.write(statusEvent(order));
  }

  private end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    if (this.hasBegun) this.sink.end();
  }

  private cut(): void {
    this.hasEnded = true;
    this.sink.destroy();
  }
}
