import { type AcceptRequest, AcceptBatcher, type RawVerdict } from './accept-batcher';
import { type AcceptVerdict, type ClaimVerdict, readRefusal } from './intake-verdicts';
import type { IntakeLimits } from './lifecycle-settings';
import { LIFECYCLE_KEYS } from './lifecycle-keys';
import type { DurabilityWatch } from './durability/durability-watch';
import { replicatedScript } from './durability/replicated-script';
import { bindScript, type LuaScript } from './lua-script';
import { type OrderOrigin, writeImmutablePart } from './order-header';
import type { SharedOrderIdMint } from './order-id-key';
import { ACCEPT_SCRIPT } from './scripts/accept.lua';
import { CLAIM_SCRIPT } from './scripts/claim.lua';
import type { Redis } from 'ioredis';

/** The Idempotency-Key of a request, as it is kept: neither key nor body can be read from it. */
export interface IdempotencyMark {
  /** Hash of client and key, hex. */
  hash: string;
  /** Hash of the body's bytes, hex. */
  fingerprint: string;
}

/** A valid order that asks to be taken in. */
export interface IncomingOrder extends OrderOrigin {
  /** The order as JSON, exactly as it will reach the backend. */
  orderJson: string;
  /** Asked-for time to live; clamped to the default, which is also the most. */
  ttlMs?: number | undefined;
  /** How soon it is begun beside others; undefined: `normal`. */
  priority?: 'high' | 'normal' | 'low' | undefined;
  /** Unix ms before which it is not begun. */
  notBeforeMs?: number | undefined;
  idempotency?: IdempotencyMark | undefined;
}

const QUEUE_FULL = 1;

/**
 * The door of the order lifecycle. Both ways in decide about idempotency key and order number, and
 * write what they decided, in one atomic step, on however many gateways at once.
 */
export class OrderIntake {
  private readonly batcher: AcceptBatcher;
  private readonly claimScript: LuaScript;

  constructor(
    redis: Redis,
    private readonly mint: SharedOrderIdMint,
    private readonly limits: IntakeLimits,
    watch: DurabilityWatch,
  ) {
    const accept = bindScript(redis, 'acceptOrders', ACCEPT_SCRIPT, LIFECYCLE_KEYS.queued);
    this.batcher = new AcceptBatcher(replicatedScript(redis, accept, watch), [
      limits.queueLimit,
      limits.maxBacklogAgeMs,
      limits.orderTtlMs,
    ]);
    const claim = bindScript(redis, 'claimOrder', CLAIM_SCRIPT, LIFECYCLE_KEYS.queued);
    this.claimScript = replicatedScript(redis, claim, watch);
  }

  /**
   * Queues an order. Resolves once Redis confirmed it: `accepted` is a promise kept through the death
   * of any process. Rejects with the client's error when Redis cannot be asked; the order may then
   * have been accepted all the same, and sending it again is safe.
   */
  async accept(order: IncomingOrder): Promise<AcceptVerdict> {
    const mint = this.mint.current ?? (await this.mint.load());
    const orderId = mint.mint(order.client, order.orderNumber);
    const ttlMs = this.clampTtl(order.ttlMs);
    const request: AcceptRequest = {
      orderId,
      ttlMs,
      immutablePart: writeImmutablePart(orderId, order, order.orderJson),
      idempotency: wordsOf(order.idempotency),
    };
    return this.readAccept(request, await this.batcher.submit(request));
  }

  /**
   * Claims an order for the synchronous path: it is in processing, held by this caller for
   * `leaseMs`, and has no job. Settle it, or give it back by `retryLater`; else the reconciler takes
   * it over as one in doubt when the lease ends.
   */
  async claim(order: IncomingOrder, leaseMs: number): Promise<ClaimVerdict> {
    const mint = this.mint.current ?? (await this.mint.load());
    const orderId = mint.mint(order.client, order.orderNumber);
    const part = writeImmutablePart(orderId, order, order.orderJson);
    const reply = await this.claimScript([orderId, leaseMs, part, wordsOf(order.idempotency)]);
    const [kind, acceptedAtMs] = reply as [number | string, number];
    if (kind === 0) return { verdict: 'claimed', orderId, epoch: 1, acceptedAtMs };
    return readRefusal(reply as string[]);
  }

  private clampTtl(ttlMs: number | undefined): number | undefined {
    return ttlMs === undefined || ttlMs >= this.limits.orderTtlMs ? undefined : ttlMs;
  }

  private readAccept(request: AcceptRequest, { nowMs, backlog, raw }: RawVerdict): AcceptVerdict {
    if (raw === 0) {
      const expiresAtMs = nowMs + (request.ttlMs ?? this.limits.orderTtlMs);
      return {
        verdict: 'accepted',
        orderId: request.orderId,
        acceptedAtMs: nowMs,
        expiresAtMs,
        backlog,
      };
    }
    if (typeof raw === 'number') return { verdict: raw === QUEUE_FULL ? 'full' : 'stale', backlog };
    return readRefusal(raw);
  }
}

function wordsOf(mark: IdempotencyMark | undefined): string {
  return mark ? `${mark.hash} ${mark.fingerprint}` : '';
}
