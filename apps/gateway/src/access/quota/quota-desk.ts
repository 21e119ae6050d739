/** What a gateway asks for. */
export interface LeaseRequest {
  client: string;
  /** The fewest tokens that are of use; where there are not so many, none are handed out. */
  least: number;
  /** Tokens that requests are waiting for. */
  need: number;
  /** Tokens that would save the next trips. */
  want: number;
}

/** What it got. */
export interface Lease {
  granted: number;
  /** What the desk has left for this client and window, this lease taken off. */
  left: number;
  /** Milliseconds from the desk's answer to the end of the window, when unused tokens lapse. */
  endsInMs: number;
}

/** Hands out the tokens of the clients' current windows, to all gateways together. */
export abstract class QuotaDesk {
  abstract lease(request: LeaseRequest): Promise<Lease>;
}
