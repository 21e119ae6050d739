/** What a way to route replies can and needs, as data: for tests, documents and warnings at start. */
export interface ReplyCapabilities {
  /** Reaches the right one of several gateways. */
  crossesProcesses: boolean;
  /** Every gateway receives every reply and drops what is not its own. */
  fansOut: boolean;
  /** Works only with a share assigned by the broker, which a rebalance takes away. */
  needsAssignment: boolean;
  /** A reply sent while its gateway is away is there when it comes back. */
  survivesRestart: boolean;
  /** Leaves something behind in the broker unless it is closed properly. */
  needsCleanUp: boolean;
}
