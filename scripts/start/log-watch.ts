import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHECK_INTERVAL_MS = 200;
const MAX_CHUNK_BYTES = 262_144;

/** Hands every line that is appended to a file from now on to `onLine`, as soon as it has begun. */
export class LogWatch {
  private readonly file: string;
  private readonly onLine: (line: string) => void;
  private timer: NodeJS.Timeout | undefined;
  private offset: number;
  private rest = '';

  constructor(file: string, onLine: (line: string) => void) {
    this.file = file;
    this.onLine = onLine;
    this.offset = sizeOf(file);
  }

  begin(): void {
    this.timer = setInterval(() => this.read(), CHECK_INTERVAL_MS).unref();
  }

  /** Reads what is there and ends. */
  stop(): void {
    clearInterval(this.timer);
    this.read();
  }

  /** A flood is skipped but for its end: whoever watches wants to know what happens now. */
  private read(): void {
    const size = sizeOf(this.file);
    if (size < this.offset) this.offset = 0;
    if (size === this.offset) return;
    const from = Math.max(this.offset, size - MAX_CHUNK_BYTES);
    if (from > this.offset) this.rest = '';
    this.offset = size;
    const lines = (this.rest + readRange(this.file, from, size)).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line);
  }
}

function sizeOf(file: string): number {
  return withFile(file, (fd) => fstatSync(fd).size) ?? 0;
}

function readRange(file: string, from: number, to: number): string {
  const buffer = Buffer.alloc(to - from);
  const read = withFile(file, (fd) => readSync(fd, buffer, 0, buffer.length, from)) ?? 0;
  return buffer.subarray(0, read).toString();
}

function withFile<T>(file: string, use: (fd: number) => T): T | undefined {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    return use(fd);
  } finally {
    closeSync(fd);
  }
}
