import type { Agenda } from './agenda';
import { PlacePool } from './place-pool';
import type { Note } from './run';
import type { Scenario } from './scenario';

/** The calls before the backend's workers. */
export interface Line {
  /** Who is next, taken out of the line; undefined when nobody waits. */
  next(): number | undefined;
  /** The backend is through with a call. */
  done(call: number): void;
}

/** A backend that works on so many calls at once and does not notice when nobody waits any more. */
export class Backend {
  private readonly workers: PlacePool;
  private readonly latencyMs: number;

  constructor(
    { backendWorkers, backendLatencyMs }: Scenario,
    private readonly agenda: Agenda,
    private readonly note: Note,
    private readonly line: Line,
  ) {
    this.workers = new PlacePool(backendWorkers);
    this.latencyMs = backendLatencyMs;
  }

  /** Whether a call would have to wait. */
  get isBusy(): boolean {
    return this.workers.isFull;
  }

  /** Begins what can be begun; to be called whenever somebody joined the line. */
  serve(): void {
    const worker = this.workers.take();
    if (worker === undefined) return;
    const call = this.line.next();
    if (call === undefined) return this.workers.release(worker);
    this.note('begun', call, worker);
    this.agenda.in(this.latencyMs, () => this.finish(call, worker));
    this.serve();
  }

  private finish(call: number, worker: number): void {
    this.note('done', call, worker);
    this.workers.release(worker);
    this.line.done(call);
    this.serve();
  }
}
