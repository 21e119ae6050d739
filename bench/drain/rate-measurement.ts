import { type BackendLedger, checkLedger, type LedgerRow } from '../measure/backend-ledger.ts';
import { fullestWindow } from '../measure/statistics.ts';
import { sampleOrders } from './drain-measurement.ts';
import type { DrainSubject } from './drain-subject.ts';

/** What the limiter was told: `max` orders per `windowMs`, over all workers. */
export interface NominalRate {
  max: number;
  windowMs: number;
}

export interface RateMeasurement {
  round: number;
  orders: number;
  /** Mean rate between the first and the last arrival, as a share of the nominal one. */
  ofNominal: number;
  /** The fullest window of the nominal length anywhere in the run, as a share of the nominal. */
  worstWindowOfNominal: number;
}

/**
 * Lets waiting orders loose on an unbounded backend behind the rate limit, and looks at when they
 * arrived there.
 * @throws Error unless the backend's ledger then holds every order exactly once.
 */
export async function measureRate(
  subject: DrainSubject,
  ledger: BackendLedger,
  { count, round, nominal }: { count: number; round: number; nominal: NominalRate },
): Promise<RateMeasurement> {
  const { latency } = await ledger.profile();
  const orders = sampleOrders(`rate-${round}`, count);
  await ledger.reset();
  await subject.load(orders);
  await Promise.all([subject.release(), ledger.reaches(count)]);
  const rows = await ledger.rows();
  checkLedger(
    rows,
    orders.map(({ orderNumber }) => orderNumber),
  );
  return { round, orders: count, ...judgeRate(arrivalsMs(rows, latency.ms ?? 0), nominal) };
}

/**
 * The backend says when it saved an order, which on an unbounded one is its arrival plus the fixed
 * latency.
 */
function arrivalsMs(rows: readonly LedgerRow[], latencyMs: number): number[] {
  return rows.map(({ savedAt }) => Date.parse(savedAt) - latencyMs);
}

/** @param arrivals in milliseconds, in any order, two at least */
export function judgeRate(
  arrivals: readonly number[],
  { max, windowMs }: NominalRate,
): Pick<RateMeasurement, 'ofNominal' | 'worstWindowOfNominal'> {
  const spanMs = Math.max(...arrivals) - Math.min(...arrivals);
  return {
    ofNominal: ((arrivals.length - 1) * windowMs) / (spanMs * max),
    worstWindowOfNominal: fullestWindow(arrivals, windowMs) / max,
  };
}
