import type { LoadRequest } from './load-generator.ts';

/** One way to take orders in, running and ready to be measured. */
export interface AcceptVariant {
  readonly key: VariantKey;
  /** For people; says what is measured. */
  readonly title: string;
  /** Where an order is POSTed to. */
  readonly url: string;
  /** What its requests carry beside the usual, such as an API key. */
  readonly load?: Pick<LoadRequest, 'headers' | 'orderText'>;
  /** Numbers of connections that it is measured at; every one when left out. */
  readonly connections?: readonly number[];
  /** The processes whose CPU time an accepted order costs. */
  readonly pids: { readonly server: number; readonly redis?: number };
  /** Orders that wait in its queue; undefined for a variant that has none. */
  countQueued(): Promise<number | undefined>;
  /** Forgets every order, so that each measurement starts from the same emptiness. */
  reset(): Promise<void>;
}

export type VariantKey =
  | 'bare'
  | 'tutorial'
  | 'bull'
  | 'bullmq'
  | 'gateway'
  | 'gatewayAlways'
  | 'gatewayKeys'
  // Of the benchmark of the watchers.
  | 'unwatched'
  | 'watched'
  // Of the benchmark of the tricks.
  | 'tutorialUnchecked'
  | 'oneByOne'
  | 'uncorked'
  | 'oneByOneUncorked';
