import type { Spread } from '../measure/statistics.ts';

/** Latencies of round trips without load, in ms. */
export interface Latency {
  p50: number;
  p99: number;
}

/** What one round of one transport gave. */
export interface RoundFigures {
  unloaded: Latency;
  /** Replies per second with 64 callers. */
  throughputPerSecond: number;
  /** CPU time of the broker per reply meanwhile, in µs. */
  brokerCpuUs: number;
  /** The same as `unloaded` while replies lie about that nobody will ever read. */
  withUnread: Latency;
  /** From the moment at which the restarted broker serves to the next reply that arrives, in ms. */
  recoveryMs: number;
}

/** One transport over all rounds. */
export interface TransportFigures {
  transport: string;
  p50Ms: Spread;
  p99Ms: Spread;
  throughputPerSecond: Spread;
  brokerCpuUs: Spread;
  unreadP50Ms: Spread;
  unreadP99Ms: Spread;
  recoveryMs: Spread;
  /** Messages that brokers delivered per reply, by the number of gateways; null where it cannot be. */
  deliveredPerReply: Record<number, number | null>;
}

export const GATEWAY_COUNTS = [1, 3, 10] as const;
export const CALLERS = 64;
export const UNREAD = 10_000;
