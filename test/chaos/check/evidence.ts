import type { HistoryEvent } from '../history/history-event.ts';

export const TERMINAL_STATUSES: readonly string[] = ['completed', 'failed', 'expired', 'cancelled'];

/** A row of the backend's ledger: an order that it has saved. */
export interface LedgerRow {
  orderId: string;
  orderNumber: string;
  order: unknown;
  /** How often the order was delivered; more than once is allowed, more than one row is not. */
  deliveries: number;
}

/** What the system itself has on an order when all is over. */
export interface FinalRecord {
  orderId: string;
  orderNumber: string;
  client: string;
  status: string;
  attempts: number;
  /** The times are by Redis' clock. */
  acceptedAtMs: number;
  updatedAtMs: number;
  expiresAtMs: number | null;
  /** Time until the record goes by itself; null when it never does. */
  keptMs: number | null;
}

/** What a run has to reach beyond breaking nothing. */
export interface CheckLimits {
  /** Fewer acknowledged orders than this prove nothing. */
  minAcknowledged: number;
  /** Fewer saved orders than this prove nothing. */
  minCompleted: number;
  /** Fewer faults than this that took place prove nothing. */
  minFaults: number;
  /** Time from a request to its answer at the latest. */
  answerWithinMs: Record<'async' | 'sync' | 'look', number>;
  /** Of a run in which nothing keeps orders from being served at once. */
  prompt?: PromptLimit | undefined;
}

/** How soon the orders of a client have to be saved. */
export interface PromptLimit {
  client: string;
  /** From the acceptance to the end, the backend's time included. */
  withinMs: number;
  /** Another client, who has to have a backlog meanwhile. */
  beside?: string;
}

/** All that is known of a run once it is over. */
export interface RunEvidence {
  /** In the order in which they began. */
  events: readonly HistoryEvent[];
  ledger: readonly LedgerRow[];
  finals: readonly FinalRecord[];
  /** What is left of work when everything has ended. */
  leftovers: readonly string[];
  limits: CheckLimits;
}
