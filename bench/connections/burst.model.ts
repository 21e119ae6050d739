export type BurstCase = 'idle' | 'loaded' | 'loadedDefaultBacklog';

/** One burst of fresh connections. */
export interface Burst {
  case: BurstCase;
  round: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Answered after a second or more: after a lost SYN, or on a machine that is busy with other things. */
  overASecond: number;
  /** Tells the one from the other; over the whole machine, which nobody else should use meanwhile. */
  synRetransmits: number;
  listenOverflows: number;
}

export const CASE_TITLES: Record<BurstCase, string> = {
  idle: 'gateway, idle',
  loaded: 'gateway, under load',
  loadedDefaultBacklog: "gateway with Node's own backlog (511), under load",
};
