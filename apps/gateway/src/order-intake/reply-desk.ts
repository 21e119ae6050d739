import { randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DrainState, Logger } from '@sluice/platform';
import { PendingReplies, type PendingReply, ReplyInbox, writeReturnTicket } from '@sluice/replies';

/** A start waits so long for the first opening, so that the first callers can be held. */
const FIRST_OPENING_MS = 3_000;
const REOPEN_AFTER_MS = 1_000;

/** Why a caller is answered at once instead. */
export type NotHeld = 'full' | 'unready';

/** A caller's place, with the word that brings the reply to it. */
export interface Hold {
  wait: PendingReply;
  replyTo: string;
}

/** Where callers wait for replies. Without a broker it holds nobody, and the gateway goes on. */
@Injectable()
export class ReplyDesk implements OnModuleInit, OnApplicationShutdown {
  private readonly instance = randomBytes(6).toString('hex');
  private serial = 0;
  private closed = false;
  private complaint = '';
  private reopening: NodeJS.Timeout | undefined;

  constructor(
    private readonly inbox: ReplyInbox,
    private readonly pending: PendingReplies,
    private readonly drain: DrainState,
    private readonly logger: Logger,
  ) {}

  get waiting(): number {
    return this.pending.size;
  }

  get ready(): boolean {
    return this.inbox.ready;
  }

  async onModuleInit(): Promise<void> {
    this.drain.signal.addEventListener('abort', () => this.pending.drain(), { once: true });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>(
      (resolve) => (timer = setTimeout(resolve, FIRST_OPENING_MS)),
    );
    await Promise.race([this.open(), patience]);
    clearTimeout(timer);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.reopening);
    this.pending.drain();
    await this.inbox.close();
  }

  /**
   * Takes a place for a caller, before its order is sent anywhere; to be given back by
   * {@link release} in any case.
   */
  async hold(waitMs: number): Promise<Hold | NotHeld> {
    if (!this.inbox.ready) return 'unready';
    const correlationId = `${this.instance}-${(this.serial += 1).toString(36)}`;
    const wait = this.pending.register(correlationId, waitMs);
    if (!wait) return 'full';
    try {
      const asked = this.inbox.addressFor(correlationId);
      const address = typeof asked === 'string' ? asked : await asked;
      return { wait, replyTo: writeReturnTicket({ correlationId, address }) };
    } catch {
      this.release(wait);
      return 'unready';
    }
  }

  /** Idempotent. */
  release(wait: PendingReply): void {
    wait.end({ by: 'owner' });
    this.inbox.release(wait.correlationId);
  }

  /** Once for each kind of trouble, not once for each try. */
  private complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === this.complaint) return;
    this.complaint = reason;
    this.logger.warn({ reason }, 'replies cannot be received yet, callers are not held');
  }

  /** The inbox reconnects by itself once it was open; until then it is tried again and again. */
  private async open(): Promise<void> {
    try {
      await this.inbox.open(this.pending.take);
    } catch (error) {
      if (this.closed) return;
      this.complain(error);
      this.reopening = setTimeout(() => void this.open(), REOPEN_AFTER_MS);
      return;
    }
    if (this.closed) await this.inbox.close();
  }
}
