import type { Socket } from 'node:net';
import type { Treatment } from './link-mode.ts';

interface Parcel {
  /** Null is the end of the stream. */
  chunk: Buffer | null;
  dueAtMs: number;
}

/**
 * One direction of one connection: takes what the source sends and delivers it to the sink in order,
 * at once, late or never.
 */
export class Lane {
  /** Whether something was lost, so that nothing more may ever be delivered. */
  lossy = false;
  readonly #source: Socket;
  readonly #sink: Socket;
  #treatment: Treatment;
  #queue: Parcel[] = [];
  #timer: NodeJS.Timeout | undefined;
  #freeAtMs = 0;

  constructor(source: Socket, sink: Socket, treatment: Treatment) {
    this.#source = source;
    this.#sink = sink;
    this.#treatment = treatment;
    source.on('data', (chunk: Buffer) => this.#take(chunk));
    source.on('end', () => this.#take(null));
    sink.on('drain', () => source.resume());
  }

  /** What was held or late is due now, ahead of what comes next. */
  setTreatment(treatment: Treatment): void {
    this.#treatment = treatment;
    this.#freeAtMs = 0;
    if (treatment.kind === 'hold') return;
    for (const parcel of this.#queue) parcel.dueAtMs = 0;
    this.#deliverDue();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#queue = [];
  }

  #take(chunk: Buffer | null): void {
    if (this.lossy || this.#treatment.kind === 'lose') {
      this.lossy = true;
      return;
    }
    this.#queue.push({ chunk, dueAtMs: this.#dueAtMs(chunk?.length ?? 0) });
    this.#deliverDue();
  }

  #dueAtMs(bytes: number): number {
    const treatment = this.#treatment;
    if (treatment.kind === 'hold') return Infinity;
    if (treatment.kind !== 'slow') return 0;
    const { latencyMs, bytesPerSecond } = treatment;
    const startMs = Math.max(performance.now(), this.#freeAtMs);
    this.#freeAtMs = startMs + (bytes / bytesPerSecond) * 1_000;
    return this.#freeAtMs + latencyMs;
  }

  #deliverDue(): void {
    clearTimeout(this.#timer);
    const nowMs = performance.now();
    while (this.#queue[0] !== undefined && this.#queue[0].dueAtMs <= nowMs) {
      this.#deliver(this.#queue.shift()?.chunk ?? null);
    }
    const next = this.#queue[0]?.dueAtMs ?? Infinity;
    if (next < Infinity) this.#timer = setTimeout(() => this.#deliverDue(), next - nowMs);
  }

  #deliver(chunk: Buffer | null): void {
    if (this.#sink.destroyed) return;
    if (chunk === null) this.#sink.end();
    else if (!this.#sink.write(chunk)) this.#source.pause();
  }
}
