import type { OrderStatus } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { AcceptBatcher, type AcceptRequest, OTHER_SECRET, type RawVerdict } from './accept-batcher';
import type { DurabilityWatch } from './durability/durability-watch';
import { replicatedScript } from './durability/replicated-script';
import { partitionOf, partitionsOf } from './keys';
import { bindScript, type LuaScript } from './lua-script';
import { laneOf, type OrderOrigin, writeImmutablePart } from './order-header';
import type { OrderIdGenerator } from './order-id';
import { SecretMismatchError, type SharedOrderIdGenerator } from './order-id-secret';
import { ORDERS } from './task-kind';
import { shareOfCap } from './task-queue';

/** The Idempotency-Key of a request, as it is kept: neither key nor body can be read from it. */
export interface IdempotencyRecord {
  /** Hash of client and key, hex. */
  hash: string;
  /** Hash of the body's bytes, hex. */
  fingerprint: string;
  /** Of an order of a batch: the hash of the batch's key, and how long that is kept (ms). */
  batch?: { hash: string; keptMs: number };
}

/** A valid order that asks to be taken in. */
export interface IncomingOrder extends OrderOrigin {
  /** The order as JSON, exactly as it will reach the backend. */
  orderJson: string;
  /** Asked-for time to live; clamped to the default, which is also the most. */
  ttlMs?: number | undefined;
  /** Unix time in ms before which the backend is not called; at most 30 days ahead. */
  notBeforeMs?: number | undefined;
  idempotency?: IdempotencyRecord | undefined;
}

/** When an order is refused for want of room. */
export interface IntakeLimits {
  /** Most orders that may be queued, in each partition its share. */
  queueLimit: number;
  /** Most of one client that may be queued; undefined: no more than all may. */
  clientQueueLimit?: number | undefined;
  /** Age of the first order of a lane at which nothing more is taken into that lane. */
  maxBacklogAgeMs: number;
  /** Time within which a queued order has to be begun. */
  orderTtlMs: number;
  /** Most in flight over workers and claims; undefined: no cap. */
  maxInFlight?: number | undefined;
}

/** Share of the time to live at which a backlog counts as stale. */
export const STALE_SHARE_OF_TTL = 0.9;

/** What the accept or claim script decided of one order that it did not take in. */
export type RefusedVerdict =
  /** The order number is taken; `orderId` and `status` are those of the order that has it. */
  | { verdict: 'duplicate'; orderId: string; status: OrderStatus }
  /** The same idempotency key with the same body: the first order is the answer. */
  | { verdict: 'replay'; orderId: string }
  /** The same idempotency key with another body. */
  | { verdict: 'key-reused'; orderId: string };

/** There is no room, in the queue or for this client. */
export interface NoRoomVerdict {
  verdict: 'full' | 'client-full' | 'stale';
  /** Orders that wait: of the client where that is what is full. */
  backlog: number;
  /** As of an accepted order. */
  ahead: number;
}

export interface AcceptedVerdict {
  verdict: 'accepted';
  orderId: string;
  acceptedAtMs: number;
  expiresAtMs: number;
  notBeforeMs?: number;
  /** How many orders are likely to be begun before it. */
  ahead: number;
}

export type AcceptVerdict = AcceptedVerdict | NoRoomVerdict | RefusedVerdict;

export type ClaimVerdict =
  | { verdict: 'claimed'; orderId: string; epoch: number; acceptedAtMs: number }
  /** As many are in flight as the backend or this client may have. */
  | { verdict: 'saturated' }
  | RefusedVerdict;

/**
 * The way into the queue. Both calls decide about idempotency key and order number, and write what they
 * decided, in one atomic step, on however many gateways at once. Both reject with the client's error when
 * Redis cannot be asked; the order may then have been taken in all the same, and sending it again is safe.
 */
export class OrderIntake {
  private readonly batchers: readonly AcceptBatcher[];
  private readonly claimScript: LuaScript;

  constructor(
    redis: Redis,
    private readonly ids: SharedOrderIdGenerator,
    private readonly limits: IntakeLimits,
    watch: DurabilityWatch,
    private readonly partitions = 1,
  ) {
    const accept = replicatedScript(redis, bindScript(redis, ORDERS, 'accept'), watch);
    this.batchers = partitionsOf(partitions).map(
      (partition) => new AcceptBatcher(accept, partition, this.limitsOf(partition)),
    );
    this.claimScript = replicatedScript(redis, bindScript(redis, ORDERS, 'claim'), watch);
  }

  /**
   * Queues an order. Resolves once Redis confirmed it: `accepted` is a promise kept through the death of
   * any process.
   *
   * @throws SecretMismatchError while ids are made with different secrets
   */
  accept(order: IncomingOrder): Promise<AcceptVerdict> {
    return this.withIds(async (ids) => {
      const request = this.requestOf(order, ids);
      const verdict = await this.batcherOf(order.client).submit(request);
      return verdict === OTHER_SECRET ? verdict : this.readAccept(request, verdict);
    });
  }

  /**
   * Claims an order for the synchronous path: it is in processing, held by this caller for `leaseMs`.
   * Settle it, or give it back by `retryLater`; else it goes to the queue, in doubt, when the lease ends.
   *
   * @throws SecretMismatchError while ids are made with different secrets
   */
  claim(order: IncomingOrder, leaseMs: number): Promise<ClaimVerdict> {
    return this.withIds(async (ids) => {
      const orderId = ids.generate(order.client, order.orderNumber);
      const partition = partitionOf(order.client, this.partitions);
      const reply = (await this.claimScript(partition, [
        ...[orderId, laneOf(order.client), leaseMs],
        ...[shareOfCap(this.limits.maxInFlight, partition, this.partitions), ids.fingerprint],
        ...[writeImmutablePart(orderId, order, order.orderJson), wordsOf(order.idempotency)],
      ])) as [string, ...(string | number)[]];
      if (reply[0] === 'secret') return OTHER_SECRET;
      if (reply[0] === 'saturated') return { verdict: 'saturated' };
      if (reply[0] !== 'claimed') return readRefusal(reply as string[]);
      return { verdict: 'claimed', orderId, epoch: 1, acceptedAtMs: Number(reply[1]) };
    });
  }

  /** Once more with the right secret, should this gateway's be another one. */
  private async withIds<T>(
    step: (ids: OrderIdGenerator) => Promise<T | typeof OTHER_SECRET>,
  ): Promise<T> {
    const first = await step(this.ids.current ?? (await this.ids.load()));
    if (first !== OTHER_SECRET) return first;
    const second = await step(await this.ids.reconcile());
    if (second === OTHER_SECRET) throw new SecretMismatchError();
    return second;
  }

  private requestOf(order: IncomingOrder, ids: OrderIdGenerator): AcceptRequest {
    const { client, orderNumber, priority, ttlMs, notBeforeMs } = order;
    const orderId = ids.generate(client, orderNumber);
    return {
      orderId,
      lane: laneOf(client, priority),
      ttlMs: ttlMs === undefined || ttlMs >= this.limits.orderTtlMs ? undefined : ttlMs,
      notBeforeMs,
      immutablePart: writeImmutablePart(orderId, order, order.orderJson),
      idempotency: wordsOf(order.idempotency),
      fingerprint: ids.fingerprint,
    };
  }

  private batcherOf(client: string): AcceptBatcher {
    return this.batchers[partitionOf(client, this.partitions)] as AcceptBatcher;
  }

  /** With several partitions each has its share of the room. */
  private limitsOf(partition: number): number[] {
    const { queueLimit, clientQueueLimit, maxBacklogAgeMs, orderTtlMs } = this.limits;
    const room = shareOfCap(queueLimit, partition, this.partitions);
    return [room, clientQueueLimit ?? 0, maxBacklogAgeMs, orderTtlMs];
  }

  private readAccept(request: AcceptRequest, { nowMs, raw }: RawVerdict): AcceptVerdict {
    if (typeof raw === 'number') return this.accepted(request, nowMs, raw);
    const [kind, first, second] = raw;
    switch (kind) {
      case 'scheduled':
        return this.accepted(request, nowMs, Number(first), Number(second));
      case 'full':
      case 'client-full':
      case 'stale':
        return { verdict: kind, backlog: Number(first), ahead: Number(second) };
      default:
        return readRefusal(raw as string[]);
    }
  }

  private accepted(
    { orderId, ttlMs }: AcceptRequest,
    acceptedAtMs: number,
    ahead: number,
    notBeforeMs?: number,
  ): AcceptedVerdict {
    const expiresAtMs = (notBeforeMs ?? acceptedAtMs) + (ttlMs ?? this.limits.orderTtlMs);
    const accepted: AcceptedVerdict = {
      verdict: 'accepted',
      orderId,
      acceptedAtMs,
      expiresAtMs,
      ahead,
    };
    return notBeforeMs === undefined ? accepted : { ...accepted, notBeforeMs };
  }
}

/** Reads what a script returns for an order that it refused because of another one. */
function readRefusal(raw: readonly string[]): RefusedVerdict {
  const [kind, orderId, status] = raw as [string, string, OrderStatus];
  if (kind === 'duplicate') return { verdict: 'duplicate', orderId, status };
  return { verdict: kind === 'replay' ? 'replay' : 'key-reused', orderId };
}

function wordsOf(record: IdempotencyRecord | undefined): string {
  if (!record) return '';
  const { hash, fingerprint, batch } = record;
  return batch ? `${hash} ${fingerprint} ${batch.hash} ${batch.keptMs}` : `${hash} ${fingerprint}`;
}
