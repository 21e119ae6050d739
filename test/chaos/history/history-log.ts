import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HistoryEvent } from './history-event.ts';

const FLUSH_INTERVAL_MS = 100;

/**
 * Appends events to a file, one JSON text per line. Several processes may append to the same file:
 * whole lines go out in single writes, and the system adds each at the end.
 */
export class HistoryLog {
  readonly #file: number;
  readonly #timer: NodeJS.Timeout;
  #lines: string[] = [];

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a');
    this.#timer = setInterval(() => this.flush(), FLUSH_INTERVAL_MS);
  }

  write(event: HistoryEvent): void {
    this.#lines.push(JSON.stringify(event));
  }

  flush(): void {
    if (this.#lines.length === 0) return;
    writeSync(this.#file, `${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }

  close(): void {
    clearInterval(this.#timer);
    this.flush();
    closeSync(this.#file);
  }
}

/** Every event of a history, in the order in which they began. */
export function readHistory(path: string): HistoryEvent[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const events = lines.map((line) => JSON.parse(line) as HistoryEvent);
  return events.toSorted((a, b) => a.atMs - b.atMs);
}
