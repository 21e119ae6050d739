import type { Spread } from '../measure/statistics.ts';
import type { MemorySummary } from './probe-log.ts';

export const ENDPOINTS = ['sync', 'async'] as const;

export type Endpoint = (typeof ENDPOINTS)[number];

/** The figures of the published table, in its units. */
export interface LadderFigures {
  /** From an order's first attempt until it was taken, retries included; mean over the orders. */
  latencyMs: number;
  /** Orders saved per minute, from the first attempt until the backend counted the last one. */
  throughputPerMinute: number;
  /** Failed attempts; each order was sent again until it was taken. */
  failures: number;
}

/** One run of one rung over one endpoint. */
export interface RungRun extends LadderFigures {
  endpoint: Endpoint;
  orders: number;
  run: number;
  elapsedMs: number;
  /** Deliveries to the backend beyond the first of an order. */
  redeliveries: number;
  /** Share of one core that the sender used while it sent; near 1 it was the bottleneck. */
  generatorCpuShare: number;
  /** Of the gateway's process, while the run lasted. */
  memory: MemorySummary;
}

/** A line of the table: the mean of the runs, as in the original. */
export interface LadderRow extends LadderFigures {
  endpoint: Endpoint;
  orders: number;
  latencySpread: Spread;
  throughputSpread: Spread;
  published: LadderFigures | undefined;
  /** What the profile allows at best; undefined where that cannot be said. */
  idealThroughputPerMinute: number | undefined;
  runs: RungRun[];
}
