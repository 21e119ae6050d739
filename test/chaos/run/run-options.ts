import type { PromptLimit } from '../check/evidence.ts';
import type { LoadMix } from '../load/arrival.ts';
import type { ClientShare } from '../load/load-options.ts';
import type { ClusterShape, PlannedFault } from '../faults/fault.ts';

/** How one seed is played. */
export interface SeedOptions {
  seed: number;
  ratePerSecond: number;
  /** Time within which the drawn faults begin and end. */
  windowMs: number;
  /** Fewer that take place are too few to prove anything. */
  leastFaults: number;
  mix: LoadMix;
  /** Left out: some that share the rate, and are one client to the gateways. */
  clients?: readonly ClientShare[] | undefined;
  /** How soon orders have to be served, where nothing keeps them. */
  prompt?: PromptLimit | undefined;
  /** Whether a worker dies in the calm after the faults, to measure its recovery. */
  drill: boolean;
  /** After the last fault, for everything to come to an end. */
  settleMs: number;
  faults: readonly PlannedFault[];
  shape: ClusterShape;
  /** Where the history goes; made if missing. */
  folder: string;
  signal: AbortSignal;
}

/** Time that the backend takes for an order when nothing is wrong (its profile `steady`). */
export const SERVICE_TIME_MS = 50;

/** Twice what the recovery of a killed worker takes. */
export const SETTLE_MS = 30_000;

/** The system of a soak, which lasts over many seeds. */
export const SOAK_SHAPE: ClusterShape = { gateways: 3, workers: 2 };

/** Ended orders go after longer than a seed lasts, or a soak would only fill Redis. */
export const SOAK_SETTINGS = { ORDER_RETENTION_MS: '150000' };

const CLIENT_PROCESSES = 2;

/** Clients that share a rate evenly. */
export function evenShares(ratePerSecond: number): ClientShare[] {
  return Array.from({ length: CLIENT_PROCESSES }, () => {
    return { ratePerSecond: ratePerSecond / CLIENT_PROCESSES };
  });
}
