/**
 * What must come of a burst, derived and not measured: orders are served first come, first served,
 * they arrive evenly, and an abandoned call keeps its backend worker until its work is done.
 */
export interface BurstConditions {
  face: 'sync' | 'async';
  calls: number;
  /** From the first arrival to just before the one that no longer comes. */
  arrivalMs: number;
  workMs: number;
  backendWorkers: number;
  /** Most synchronous calls at once, and how long each waits. */
  syncPool: number;
  syncTimeoutMs: number;
  /** Within this an order in the queue has to be begun. */
  ttlMs: number;
  /** Most orders that may wait in the queue. */
  queueLimit: number;
}

export interface BurstCounts {
  /** 200, of the call itself or of a later question. */
  completed: number;
  /** 504. */
  timedOut: number;
  /** 410. */
  expired: number;
  /** 503. */
  refused: number;
  /** From the first arrival until the last order was completed in time. */
  lastDoneMs: number;
}

/** Counts and duration that follow from the conditions alone. */
export function deriveBurst(conditions: BurstConditions): BurstCounts {
  return conditions.face === 'sync' ? deriveSync(conditions) : deriveAsync(conditions);
}

function deriveSync(conditions: BurstConditions): BurstCounts {
  const { syncPool, syncTimeoutMs, workMs } = conditions;
  const counts = noCounts();
  const backend = new Backend(conditions.backendWorkers);
  const releases: number[] = [];
  for (const atMs of arrivals(conditions)) {
    if (releases.filter((release) => release > atMs).length >= syncPool) {
      counts.refused += 1;
      continue;
    }
    const doneMs = backend.take(atMs, workMs);
    const isInTime = doneMs <= atMs + syncTimeoutMs;
    releases.push(Math.min(doneMs, atMs + syncTimeoutMs));
    if (isInTime) complete(counts, doneMs);
    else counts.timedOut += 1;
  }
  return counts;
}

function deriveAsync(conditions: BurstConditions): BurstCounts {
  const { workMs, ttlMs, queueLimit } = conditions;
  const counts = noCounts();
  const backend = new Backend(conditions.backendWorkers);
  const waiting: number[] = [];
  const serveUntil = (nowMs: number) => {
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      const beginMs = Math.max(first, backend.freeAtMs);
      if (beginMs > first + ttlMs) counts.expired += 1;
      else if (beginMs > nowMs) return;
      else complete(counts, backend.take(first, workMs));
      waiting.shift();
    }
  };
  for (const atMs of arrivals(conditions)) {
    serveUntil(atMs);
    waiting.push(atMs);
    serveUntil(atMs);
    if (waiting.length <= queueLimit) continue;
    waiting.pop();
    counts.refused += 1;
  }
  serveUntil(Infinity);
  return counts;
}

function arrivals({ calls, arrivalMs }: BurstConditions): number[] {
  return Array.from({ length: calls }, (_, index) => (index * arrivalMs) / calls);
}

function noCounts(): BurstCounts {
  return { completed: 0, timedOut: 0, expired: 0, refused: 0, lastDoneMs: 0 };
}

function complete(counts: BurstCounts, doneMs: number): void {
  counts.completed += 1;
  counts.lastDoneMs = Math.max(counts.lastDoneMs, doneMs);
}

/** Workers that know nothing of who has given up waiting. */
class Backend {
  private readonly freeMs: number[];

  constructor(workers: number) {
    this.freeMs = new Array<number>(workers).fill(0);
  }

  get freeAtMs(): number {
    return Math.min(...this.freeMs);
  }

  /** When the work is done that comes at this time and waits for its turn. */
  take(atMs: number, workMs: number): number {
    const worker = this.freeMs.indexOf(this.freeAtMs);
    const doneMs = Math.max(atMs, this.freeAtMs) + workMs;
    this.freeMs[worker] = doneMs;
    return doneMs;
  }
}
