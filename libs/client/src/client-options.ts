/** How long and how often a call is tried. */
export interface RetryLimits {
  /** Times that a request is sent, the first one included (6). */
  attempts: number;
  /** All attempts and the pauses between them end within this time (60,000). */
  deadlineMs: number;
  /** One attempt without an answer is given up after this time (15,000), waits asked for not counted. */
  attemptTimeoutMs: number;
  /** Ceiling of the pause before the second attempt (200); doubles with each further one. */
  firstDelayMs: number;
  /** The ceiling grows no higher than this (10,000). */
  longestDelayMs: number;
}

export interface ClientOptions {
  /** Where the gateway is, such as `https://orders.example.com` or that with a path before `/v1`. */
  baseUrl: string | URL;
  /** Sent as a bearer token. */
  apiKey?: string;
  /** Stands in for the global `fetch`, in tests or behind a proxy. */
  fetch?: typeof globalThis.fetch;
  retry?: Partial<RetryLimits>;
}

export const DEFAULT_RETRY: Readonly<RetryLimits> = {
  attempts: 6,
  deadlineMs: 60_000,
  attemptTimeoutMs: 15_000,
  firstDelayMs: 200,
  longestDelayMs: 10_000,
};
