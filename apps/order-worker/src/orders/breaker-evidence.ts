const WINDOW_MS = 5_000;
const BUCKETS = 5;
const BUCKET_MS = WINDOW_MS / BUCKETS;

/** Calls that could not reach the backend; an order has no part in that, so few will do. */
const LEAST_UNREACHABLE = 5;
/** Orders that failed one after the other, where no other was answered within the window either. */
const LEAST_IN_A_ROW = 24;
/** Orders below which a share says nothing, and the share that has to be exceeded. */
const LEAST_ORDERS = 40;
const SHARE = 0.5;

/** What an order's call says about. */
interface Evidence {
  readonly orderId: string;
  readonly fresh: boolean;
}

interface Bucket {
  nth: number;
  freshGood: number;
  freshBad: number;
  retriedGood: number;
  retriedBad: number;
  unreachable: number;
}

const emptyBucket = (nth: number): Bucket => ({
  nth,
  freshGood: 0,
  freshBad: 0,
  retriedGood: 0,
  retriedBad: 0,
  unreachable: 0,
});

/**
 * Tells a backend that is down from orders that it cannot do. Each order counts once per window, and
 * orders that failed before count only while there is nothing else to go by: some that always fail
 * among good ones must not speak for all. The numbers are such that twenty of them never do.
 */
export class BreakerEvidence {
  private readonly buckets = Array.from({ length: BUCKETS }, () => emptyBucket(-1));
  /** When orders that failed before were last counted, on the clock of `performance.now()`. */
  private readonly retriedAtMs = new Map<string, number>();
  private readonly inARow = new Set<string>();

  succeeded(order: Evidence): void {
    if (this.inARow.size > 0) this.inARow.clear();
    const bucket = this.bucketNow();
    if (order.fresh) bucket.freshGood += 1;
    else if (this.isFirstInWindow(order)) bucket.retriedGood += 1;
  }

  /** @param isUnreachable whether the call did not even get to the backend */
  failed(order: Evidence, isUnreachable: boolean): void {
    const bucket = this.bucketNow();
    if (isUnreachable) bucket.unreachable += 1;
    if (order.fresh) bucket.freshBad += 1;
    else if (this.isFirstInWindow(order)) bucket.retriedBad += 1;
    if (order.fresh || this.sum().fresh === 0) this.inARow.add(order.orderId);
  }

  /** Whether most of what was heard of late speaks against the backend itself. */
  isBackendDown(): boolean {
    const { fresh, freshBad, retried, retriedBad, unreachable } = this.sum();
    const isAnyGood = fresh + retried > freshBad + retriedBad;
    if (unreachable >= LEAST_UNREACHABLE && unreachable > (fresh + retried) * SHARE) return true;
    if (this.inARow.size >= LEAST_IN_A_ROW && !isAnyGood) return true;
    const [all, bad] = fresh > 0 ? [fresh, freshBad] : [retried, retriedBad];
    return all >= LEAST_ORDERS && bad > all * SHARE;
  }

  forget(): void {
    for (let slot = 0; slot < BUCKETS; slot += 1) this.buckets[slot] = emptyBucket(-1);
    this.retriedAtMs.clear();
    this.inARow.clear();
  }

  private isFirstInWindow({ orderId }: Evidence): boolean {
    const nowMs = performance.now();
    const countedAtMs = this.retriedAtMs.get(orderId);
    if (countedAtMs !== undefined && nowMs - countedAtMs < WINDOW_MS) return false;
    this.retriedAtMs.delete(orderId);
    this.retriedAtMs.set(orderId, nowMs);
    for (const [oldest, atMs] of this.retriedAtMs) {
      if (nowMs - atMs < WINDOW_MS) break;
      this.retriedAtMs.delete(oldest);
    }
    return true;
  }

  private bucketNow(): Bucket {
    const nth = Math.floor(performance.now() / BUCKET_MS);
    const slot = nth % BUCKETS;
    let bucket = this.buckets[slot];
    if (bucket?.nth !== nth) bucket = this.buckets[slot] = emptyBucket(nth);
    return bucket;
  }

  private sum() {
    const oldest = Math.floor(performance.now() / BUCKET_MS) - BUCKETS + 1;
    const total = { fresh: 0, freshBad: 0, retried: 0, retriedBad: 0, unreachable: 0 };
    for (const bucket of this.buckets) {
      if (bucket.nth < oldest) continue;
      total.fresh += bucket.freshGood + bucket.freshBad;
      total.freshBad += bucket.freshBad;
      total.retried += bucket.retriedGood + bucket.retriedBad;
      total.retriedBad += bucket.retriedBad;
      total.unreachable += bucket.unreachable;
    }
    return total;
  }
}
