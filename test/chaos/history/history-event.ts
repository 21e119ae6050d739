/** What a client got back, or that it got nothing. */
export type Outcome =
  | {
      status: number;
      /** Those that the checker reads, in lower case. */
      headers: Record<string, string>;
      /** Parsed JSON, or the text when it is none. */
      body: unknown;
    }
  | { failure: Failure };

/** Why there is no answer: nobody listens, the connection broke, or silence for too long. */
export type Failure = 'refused' | 'broken' | 'silent';

/** One request of a client from its sending to its end. */
interface Exchange {
  /** Milliseconds since the run began, on a clock that all its processes share. */
  atMs: number;
  endedAtMs: number;
  /** How long the client itself was kept from looking meanwhile. */
  lagMs: number;
  /** Counted from 1. */
  gateway: number;
  outcome: Outcome;
}

export interface SubmitEvent extends Exchange {
  kind: 'submit';
  path: 'async' | 'sync';
  orderNumber: string;
  idempotencyKey?: string;
  ttlS?: number;
  /** The order as JSON text, exactly as it was sent. */
  body: string;
}

/** A look at an order. */
export interface PollEvent extends Exchange {
  kind: 'poll';
  orderId: string;
}

/** A client's wish that its order be cancelled. */
export interface CancelEvent extends Exchange {
  kind: 'cancel';
  orderId: string;
}

/** An operator's retry of a failed order: the one way out of a terminal state. */
export interface ReplayEvent extends Exchange {
  kind: 'replay';
  orderId: string;
}

export type ClientEvent = SubmitEvent | PollEvent | CancelEvent | ReplayEvent;

/** A disturbance, from its beginning until its cause is gone. */
export interface FaultEvent {
  kind: 'fault';
  atMs: number;
  endedAtMs: number;
  fault: string;
  target: string;
  detail: string;
  /** False when it could not be brought about, such as a failpoint that nobody passed. */
  tookPlace: boolean;
}

/** A process of the stack came or went. */
export interface ProcessEvent {
  kind: 'process';
  atMs: number;
  name: string;
  what: 'died' | 'restarted';
  why: string;
}

/** The queue at one moment. */
export interface DepthEvent {
  kind: 'depth';
  atMs: number;
  queued: number;
  processing: number;
}

export type HistoryEvent = ClientEvent | FaultEvent | ProcessEvent | DepthEvent;

export function isClientEvent(event: HistoryEvent): event is ClientEvent {
  return 'outcome' in event;
}
