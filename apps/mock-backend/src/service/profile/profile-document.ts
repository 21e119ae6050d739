import type { FaultKind, FaultMoment } from '../../fault-source.port';

export type LatencyDocument =
  | { kind: 'fixed'; ms: number }
  | { kind: 'uniform'; minMs: number; maxMs: number }
  | { kind: 'lognormal'; medianMs: number; sigma: number }
  | { kind: 'lognormal'; medianMs: number; p99Ms: number };

export interface ContentionDocument {
  above: number;
  floor: number;
  exponent: number;
}

export interface FailureDocument {
  kind: FaultKind | 'none';
  rate: number;
  when: FaultMoment;
}

/** A profile as JSON, complete. */
export interface ProfileDocument {
  /** The preset that this is; left out when it is none. */
  preset?: string;
  latency: LatencyDocument;
  workers: number | null;
  contention: ContentionDocument | null;
  failure: FailureDocument;
}

/** What `PUT /profile` takes beside a mere name: a variation of the preset that it names. */
export type ProfileRequest = Partial<Omit<ProfileDocument, 'failure'>> & {
  failure?: Pick<FailureDocument, 'kind'> & Partial<FailureDocument>;
};
