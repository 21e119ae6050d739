/**
 * A clock that all processes of a run share: the machine's monotonic one, counted from the moment at
 * which the run began. No correction of the time of day shows in it.
 */
export class RunClock {
  readonly originNs: bigint;

  /** @param originNs of another process's clock; left out, the run begins now */
  constructor(originNs: bigint = process.hrtime.bigint()) {
    this.originNs = originNs;
  }

  /** Milliseconds since the run began, to the microsecond. */
  nowMs(): number {
    return Number((process.hrtime.bigint() - this.originNs) / 1_000n) / 1_000;
  }
}
