/** One way to take orders in, running and ready to be measured. */
export interface AcceptVariant {
  readonly key: VariantKey;
  /** For people; says what is measured. */
  readonly title: string;
  /** Where an order is POSTed to. */
  readonly url: string;
  /** The processes whose CPU time an accepted order costs. */
  readonly pids: { readonly server: number; readonly redis?: number };
  /** Orders that wait in its queue; undefined for a variant that has none. */
  countQueued(): Promise<number | undefined>;
  /** Forgets every order, so that each measurement starts from the same emptiness. */
  reset(): Promise<void>;
}

/** The last two are the variants of the benchmark of the watchers. */
export type VariantKey =
  'bare' | 'tutorial' | 'gateway' | 'gatewayAlways' | 'unwatched' | 'watched';
