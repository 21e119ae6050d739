import type { BegunTask, TaskEnd } from '@sluice/task-queue';
import type { Lease } from './lease-keeper';
import type { SlotEra } from './slot-pool';
import type { TaskOutcome } from './task-handler';

/** A begun task on its way through this worker. */
export interface Attempt<Task extends BegunTask> {
  readonly task: Task;
  /** Where it came from, and its end goes to. */
  readonly partition: number;
  /** On the clock of `performance.now()`: when it was asked for. */
  readonly askedAtMs: number;
  readonly era: SlotEra;
  /** Set by the runner. */
  lease?: Lease;
  /** Set when the attempt is over, with when it was. */
  outcome?: TaskOutcome;
  endedAtMs?: number;
}

/** Who makes the attempts that the feed brings. */
export interface AttemptConsumer<Task extends BegunTask> {
  /** Answered by `TaskFeed.finish`, sooner or later. */
  begun(attempt: Attempt<Task>): void;
  /** False when the task was no longer ours, and nothing was changed. */
  written(attempt: Attempt<Task>, written: boolean): void;
  /** The outcome could not be written for as long as that made sense. */
  givenUp(attempt: Attempt<Task>, error: unknown): void;
}

/** What Redis is told of an attempt that is over. */
export function endOf<Task extends BegunTask>({ task, outcome }: Attempt<Task>): TaskEnd {
  const { taskId, epoch } = task;
  if (outcome === undefined) throw new Error('An attempt that is under way has no end');
  return outcome.next === 'settle'
    ? { taskId, epoch, settlement: outcome.settlement }
    : { taskId, epoch, retry: outcome.plan };
}

/** Of the slots, how many may be on tasks that failed before while others wait: one in so many. */
const SLOTS_PER_RETRY = 4;

/** Counts attempts at tasks that failed before, so that they leave room for those that never did. */
export class RetryRoom {
  private running = 0;
  private asked = 0;

  get inFlight(): number {
    return this.running;
  }

  /** How many more may be asked for. */
  left(capacity: number): number {
    const most = Math.max(1, Math.floor(capacity / SLOTS_PER_RETRY));
    return Math.max(0, most - this.running - this.asked);
  }

  ask(count: number): void {
    this.asked += count;
  }

  answer(count: number): void {
    this.asked -= count;
  }

  begin({ fresh }: BegunTask): void {
    if (!fresh) this.running += 1;
  }

  end({ fresh }: BegunTask): void {
    if (!fresh) this.running -= 1;
  }
}
