import { type OrderStatus, type ProblemSummary, summarizeProblem } from '@sluice/contracts';
import type { Redis } from 'ioredis';
import { type BeginVerdict, readBegin } from './begin-verdicts';
import { LIFECYCLE_KEYS } from './lifecycle-keys';
import { bindScript, type LuaScript } from './lua-script';
import { BEGIN_SCRIPT } from './scripts/begin.lua';
import { CANCEL_SCRIPT } from './scripts/cancel.lua';
import { EXPIRE_SCRIPT, REPLAY_SCRIPT } from './scripts/replay.lua';
import { RENEW_SCRIPT, RETRY_LATER_SCRIPT, SETTLE_SCRIPT } from './scripts/settle.lua';

/** A definite end of an order that was begun. */
export type Settlement =
  { status: 'completed'; result: unknown } | { status: 'failed'; error: ProblemSummary };

/** A begun order that is to be tried again. */
export interface RetryPlan {
  delayMs: number;
  /** Whether the backend may have taken the order in this attempt. */
  inDoubt: boolean;
  /** What went wrong, for who reads the order meanwhile. */
  error: ProblemSummary;
}

export type CancelVerdict =
  { changed: boolean; status: OrderStatus } | { changed: false; status: 'unknown' };

/** What became of an operator's wish to try a failed order again. */
export type ReplayVerdict = 'queued' | 'unknown' | 'in-doubt' | OrderStatus;

const OUT_OF_TIME = JSON.stringify(
  summarizeProblem(
    'backend-failed',
    'The time to live ran out while the backend took nothing in. Nothing was saved; submit the order again under a new order number, or ask an operator to retry this one.',
  ),
);

type Transition = 'begin' | 'settle' | 'retryLater' | 'renew' | 'cancel' | 'expire' | 'replay';

/**
 * The order's transitions after its intake. Each is one compare-and-set script over the order's
 * record: a caller that no longer holds the order changes nothing and is told so. All clocks are
 * Redis' own.
 */
export class OrderLifecycle {
  private readonly scripts: Record<Transition, LuaScript>;

  /** @param retentionMs how long an order that ended stays readable */
  constructor(
    redis: Redis,
    private readonly retentionMs: number,
  ) {
    const bind = (name: string, lua: string) => bindScript(redis, name, lua, LIFECYCLE_KEYS.queued);
    this.scripts = {
      begin: bind('beginOrder', BEGIN_SCRIPT),
      settle: bind('settleOrder', SETTLE_SCRIPT),
      retryLater: bind('retryOrderLater', RETRY_LATER_SCRIPT),
      renew: bind('renewOrders', RENEW_SCRIPT),
      cancel: bind('cancelOrder', CANCEL_SCRIPT),
      expire: bind('expireOrder', EXPIRE_SCRIPT),
      replay: bind('replayOrder', REPLAY_SCRIPT),
    };
  }

  /**
   * Queued, or processing with a lease that ran out → processing, held by the caller under a new
   * epoch for `leaseMs`. An order past its deadline is expired instead of handed out.
   */
  async begin(orderId: string, { leaseMs }: { leaseMs: number }): Promise<BeginVerdict> {
    const args = [orderId, leaseMs, this.retentionMs, OUT_OF_TIME];
    return readBegin(await this.scripts.begin(args));
  }

  /** Ends an order held under `epoch`; false when it is no longer held so. Idempotent by that. */
  async settle(orderId: string, epoch: number, settlement: Settlement): Promise<boolean> {
    const { status } = settlement;
    const text = JSON.stringify(status === 'completed' ? settlement.result : settlement.error);
    return (await this.scripts.settle([orderId, epoch, this.retentionMs, status, text])) === 1;
  }

  /**
   * Gives an order held under `epoch` back for another attempt after `delayMs`; it stays in
   * processing, and the reconciler makes a job of it when due. False as with {@link settle}.
   */
  async retryLater(orderId: string, epoch: number, plan: RetryPlan): Promise<boolean> {
    const { delayMs, inDoubt, error } = plan;
    const args = [orderId, epoch, Math.ceil(delayMs), inDoubt ? 1 : 0, JSON.stringify(error)];
    return (await this.scripts.retryLater(args)) === 1;
  }

  /** Renews the leases of orders held; tells for each whether it still is. */
  async renew(
    leases: readonly { orderId: string; epoch: number }[],
    leaseMs: number,
  ): Promise<boolean[]> {
    if (leases.length === 0) return [];
    const held = leases.flatMap(({ orderId, epoch }) => [orderId, epoch]);
    const renewed = (await this.scripts.renew([leaseMs, ...held])) as number[];
    return renewed.map((one) => one === 1);
  }

  /** Queued → cancelled, on behalf of the order's client; the backend then never sees it. */
  async cancel(orderId: string, client: string): Promise<CancelVerdict> {
    const status = (await this.scripts.cancel([orderId, client, this.retentionMs])) as string;
    if (status === 'unknown') return { changed: false, status };
    const changed = status.startsWith('now:');
    return { changed, status: (changed ? status.slice(4) : status) as OrderStatus };
  }

  /** Queued past its deadline → expired, for whoever looks before the reconciler does. */
  async expireIfDue(orderId: string): Promise<boolean> {
    return (await this.scripts.expire([orderId, this.retentionMs])) === 1;
  }

  /**
   * Failed → queued with a new time to live: an operator's retry of a dead letter. Anything but
   * `queued` tells why not; an order that was ever in doubt stays as it is.
   */
  async replay(orderId: string, ttlMs: number): Promise<ReplayVerdict> {
    return (await this.scripts.replay([orderId, ttlMs])) as ReplayVerdict;
  }
}
