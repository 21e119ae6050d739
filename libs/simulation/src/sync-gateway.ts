import type { Agenda } from './agenda';
import { Backend } from './backend';
import { PlacePool } from './place-pool';
import type { Note } from './run';
import type { Scenario } from './scenario';

/**
 * Keeps a thread for each call until the backend has answered. Without a free thread a call is refused
 * at once; one that takes too long is given up, yet keeps its place in the backend's line and its
 * worker, for the backend does not learn of it.
 */
export class SyncGateway {
  private readonly threads: PlacePool;
  private readonly threadOf = new Map<number, number>();
  private readonly line: number[] = [];
  private readonly backend: Backend;

  constructor(
    private readonly scenario: Scenario,
    private readonly agenda: Agenda,
    private readonly note: Note,
  ) {
    this.threads = new PlacePool(scenario.threads);
    this.backend = new Backend(scenario, agenda, note, {
      next: () => this.line.shift(),
      done: (call) => this.free(call, 'answered'),
    });
  }

  /** A call comes in. */
  arrive(call: number): void {
    const thread = this.threads.take();
    if (thread === undefined) return this.note('refused', call);
    this.threadOf.set(call, thread);
    this.note('held', call, thread);
    this.agenda.in(this.scenario.upstreamTimeoutMs, () => this.free(call, 'timed-out'));
    this.line.push(call);
    this.backend.serve();
  }

  /** Whichever comes first, answer or timeout, frees the thread; the other one finds it gone. */
  private free(call: number, kind: 'answered' | 'timed-out'): void {
    const thread = this.threadOf.get(call);
    if (thread === undefined) return;
    this.threadOf.delete(call);
    this.threads.release(thread);
    this.note(kind, call, thread);
  }
}
