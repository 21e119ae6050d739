export interface LoadRequest {
  url: string;
  connections: number;
  seconds: number;
  /** Keeps the order numbers of two measurements apart; at most 50 characters. */
  orderNumberPrefix: string;
  /** Beside `Content-Type`. */
  headers?: Record<string, string>;
  /** The body for an order number, which it has to hold once; the sample order when left out. */
  orderText?: (orderNumber: string) => string;
}

export interface LoadResult {
  /** Answers with a status of 2xx. */
  accepted: number;
  /** Answers with another status, and sockets that failed. */
  failed: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** Share of one core that the generator itself used; near 1 it was the bottleneck. */
  generatorCpuShare: number;
}

/** Sends unique orders over keep-alive connections, as fast as they are answered, from one thread. */
export interface LoadGenerator {
  /** Name and version, for the report. */
  readonly name: string;
  run(load: LoadRequest): Promise<LoadResult>;
}
