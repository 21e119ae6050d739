import { randomUUID } from 'node:crypto';
import type { OrderReply } from '@sluice/contracts';
import type { ReplyKind } from '../pending-replies';
import { PendingReplies } from '../pending-replies';
import type { WaitEnding } from '../pending-reply';
import type { ReplyAddress } from '../reply-address';
import type { ReplyInbox } from '../reply-inbox.port';
import type { ReplyOutbox } from '../reply-outbox.port';
import type { ReplyRig } from './reply-rig';

/** Longer than any broker needs on a busy machine; a lost reply shows as a timeout. */
export const WAIT_MS = 15_000;

const MAX_WAITING = 10_000;
const READY_POLL_MS = 50;

/** Members of a group learn with a heartbeat of theirs (3 s) that the broker assigns anew. */
const SETTLE_MS = 7_000;

/** A caller that waits. */
export interface TestWait {
  correlationId: string;
  orderId: string;
  address: ReplyAddress;
  ended: Promise<WaitEnding>;
}

/** A gateway as far as replies are concerned: an inbox, and those who wait. */
export class TestGateway {
  readonly kinds: ReplyKind[] = [];
  readonly pending = new PendingReplies({
    maxWaiting: MAX_WAITING,
    onReply: (kind) => this.kinds.push(kind),
  });

  constructor(readonly inbox: ReplyInbox) {}

  open(): Promise<void> {
    return this.inbox.open(this.pending.take);
  }

  /** As for a request: register, then ask for the address. */
  async wait(timeoutMs = WAIT_MS): Promise<TestWait> {
    const correlationId = randomUUID();
    const orderId = randomUUID();
    const wait = this.pending.register(correlationId, timeoutMs);
    if (!wait) throw new Error('there is no room for another caller');
    wait.expect(orderId);
    const ended = wait.ended.finally(() => this.inbox.release(correlationId));
    return { correlationId, orderId, ended, address: await this.inbox.addressFor(correlationId) };
  }

  async close(): Promise<void> {
    this.pending.drain();
    await this.inbox.close();
  }
}

const isReady = ({ inbox }: TestGateway): boolean => inbox.ready;

/** Everything that a test opened, so that it is closed whatever becomes of the test. */
export class RigMembers {
  private readonly closers: (() => Promise<void>)[] = [];

  constructor(readonly rig: ReplyRig) {}

  async gateway(): Promise<TestGateway> {
    const gateway = new TestGateway(await this.rig.createInbox());
    this.closers.push(() => gateway.close());
    await gateway.open();
    return gateway;
  }

  /** So many gateways at once, each with a share that nobody takes away any more. */
  async gateways(count: number): Promise<TestGateway[]> {
    const gateways = await Promise.all(Array.from({ length: count }, () => this.gateway()));
    const settleMs = gateways[0]?.inbox.capabilities.needsAssignment ? SETTLE_MS : 0;
    const deadlineMs = performance.now() + WAIT_MS + settleMs;
    let readySinceMs = performance.now();
    while (performance.now() - readySinceMs < settleMs || !gateways.every(isReady)) {
      if (performance.now() > deadlineMs) throw new Error('not all gateways became ready');
      if (!gateways.every(isReady)) readySinceMs = performance.now();
      await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
    }
    return gateways;
  }

  async outbox(): Promise<ReplyOutbox> {
    const outbox = await this.rig.createOutbox();
    this.closers.push(() => outbox.close());
    return outbox;
  }

  /** The gateway's process dies with its callers. */
  async crash(gateway: TestGateway): Promise<void> {
    await this.rig.crash(gateway.inbox);
    gateway.pending.drain();
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.splice(0).map((close) => close()));
  }
}

/** The reply that a worker sends for this caller. */
export function replyTo({ correlationId, orderId }: TestWait): OrderReply {
  return { v: 1, orderId, correlationId, status: 'completed' };
}
