import type { LoadMix } from '../load/arrival.ts';
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

/** Client processes. */
export const CLIENTS = 2;
