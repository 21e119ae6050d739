import type { FailureLaw } from '../failure-law';
import type { LatencyLaw } from '../latency/latency-law';
import type { ContentionLaw } from '../workshop/contention-law';
import type { ProfileDocument } from './profile-document';

/** How the backend behaves. Immutable: a change of behaviour is a change of profile. */
export interface ServiceProfile {
  readonly latency: LatencyLaw;
  /** How many orders are worked on at once; null: any number, so that none ever waits. */
  readonly workers: number | null;
  /** null: the backend does not mind how many are pending. */
  readonly contention: ContentionLaw | null;
  readonly failure: FailureLaw;
  /** The same as JSON, as `GET /profile` shows it. */
  readonly document: ProfileDocument;
}
