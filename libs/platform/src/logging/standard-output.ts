/** Beyond this many unwritten bytes lines are dropped: logs must not cost the process its memory. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
const FLUSH_CHECK_MS = 5;
const FLUSH_STALL_MS = 1000;

/** What of a stream a {@link LineOutput} uses; fits `process.stdout`. */
export interface LineSink {
  /** Bytes that wait for the reader; a file and a terminal take all at once. */
  readonly writableLength: number;
  write(text: string): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/**
 * Lines for a reader that may be slow or gone: writing never blocks, never throws, and drops whole
 * lines rather than grow without a bound; a line then tells how many.
 */
export class LineOutput {
  private dropped = 0;

  constructor(
    private readonly sink: LineSink,
    private readonly maxWaitingBytes = MAX_WAITING_BYTES,
  ) {
    // A reader that is gone (EPIPE) costs the lines, not the process.
    sink.on('error', () => undefined);
  }

  write(line: string): void {
    if (this.sink.writableLength > this.maxWaitingBytes) {
      this.dropped += 1;
      return;
    }
    if (this.dropped > 0) this.tellDropped();
    this.sink.write(line);
  }

  /** Resolves when all is written, or when the reader took nothing for `stallMs`. */
  async flush(stallMs = FLUSH_STALL_MS): Promise<void> {
    let waiting = this.sink.writableLength;
    let movedAtMs = performance.now();
    while (waiting > 0 && performance.now() - movedAtMs < stallMs) {
      await sleep(FLUSH_CHECK_MS);
      if (this.sink.writableLength < waiting) movedAtMs = performance.now();
      waiting = this.sink.writableLength;
    }
  }

  private tellDropped(): void {
    const event = { level: 'warn', lines: this.dropped, msg: 'log lines dropped' };
    this.dropped = 0;
    this.sink.write(`${JSON.stringify(event)}\n`);
  }
}

let output: LineOutput | undefined;

/** Standard output as every logger of the process shares it. */
export function standardOutput(): LineOutput {
  return (output ??= new LineOutput(process.stdout));
}

/**
 * Resolves when all lines logged so far are written; gives a reader that stalls up a second later.
 * To be awaited before `process.exit`, which would cut what a slow reader has not taken yet.
 */
export async function flushLogs(): Promise<void> {
  await output?.flush();
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
