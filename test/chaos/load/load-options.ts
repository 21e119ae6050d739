import type { LoadMix } from './arrival.ts';

/** One client of a load. */
export interface ClientShare {
  ratePerSecond: number;
  /** Left out where the gateways ask for none. */
  identity?: ClientIdentity | undefined;
}

/** By whom orders are submitted. */
export interface ClientIdentity {
  client: string;
  apiKey: string;
}

/** What a client process is started with. */
export interface LoadOptions extends ClientShare {
  /** Its own stream of chance. */
  seed: string;
  /** Put in front of its order numbers and keys. */
  prefix: string;
  mix: LoadMix;
  gatewayUrls: string[];
  historyPath: string;
  /** Of the run's clock; a bigint as text. */
  originNs: string;
}

/** What a client process is told while it runs. */
export type LoadCommand =
  | { kind: 'begin' }
  /** One order, so many times at once over all gateways. */
  | { kind: 'burst'; copies: number; keyed: boolean }
  /** So many orders that are each cancelled at once, over another gateway than they came in by. */
  | { kind: 'cancel-race'; orders: number }
  /** Orders that the harness lets their workers die of. */
  | { kind: 'poison'; orders: number }
  /** An operator's retry of failed orders. */
  | { kind: 'replay'; orders: number }
  /** No new orders; those that are followed are followed on. */
  | { kind: 'ebb' }
  | { kind: 'end' };

/** What a client process tells, several times a second and when it has ended. */
export interface LoadTally {
  kind: 'tally' | 'ended';
  submitted: number;
  acknowledged: number;
  refused: number;
  unanswered: number;
  /** Acknowledged and not seen to have ended. */
  open: number;
}
