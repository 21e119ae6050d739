import type { Agenda } from './agenda';
import { Backend } from './backend';
import type { Note } from './run';
import type { Scenario } from './scenario';

/**
 * Writes each call down and answers 202; the workers take the calls up first come, first served. A full
 * queue refuses at once. What was not begun in time expires at that very moment. Clients ask for
 * their outcome now and then, and learn it when they ask.
 */
export class AsyncGateway {
  /** In the order of arrival, as sets are. */
  private readonly waiting = new Set<number>();
  private readonly acceptedAtMs = new Map<number, number>();
  private readonly backend: Backend;

  constructor(
    private readonly scenario: Scenario,
    private readonly agenda: Agenda,
    private readonly note: Note,
  ) {
    this.backend = new Backend(scenario, agenda, note, {
      next: () => this.takeFirst(),
      done: (call) => this.tell(call),
    });
  }

  /** A call comes in. */
  arrive(call: number): void {
    const hasRoom = this.waiting.size < this.scenario.queueLimit || !this.backend.isBusy;
    if (!hasRoom) return this.note('refused', call);
    this.note('accepted', call);
    this.waiting.add(call);
    this.acceptedAtMs.set(call, this.agenda.nowMs);
    this.agenda.in(this.scenario.ttlMs, () => this.expire(call));
    this.backend.serve();
  }

  /** What expires at this very moment is not begun, whichever of the two was planned first. */
  private takeFirst(): number | undefined {
    for (const call of this.waiting) {
      if (this.ageMs(call) >= this.scenario.ttlMs) continue;
      this.waiting.delete(call);
      return call;
    }
    return undefined;
  }

  private expire(call: number): void {
    if (!this.waiting.delete(call)) return;
    this.note('expired', call);
    this.tell(call);
  }

  /** Only the question that meets the outcome is written down; the ones before it follow from it. */
  private tell(call: number): void {
    const { pollIntervalMs } = this.scenario;
    const ageMs = this.ageMs(call);
    const polls = Math.ceil(ageMs / pollIntervalMs);
    this.agenda.in(polls * pollIntervalMs - ageMs, () => this.note('learned', call));
  }

  private ageMs(call: number): number {
    return this.agenda.nowMs - (this.acceptedAtMs.get(call) ?? 0);
  }
}
