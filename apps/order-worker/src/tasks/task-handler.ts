import type { BegunTask, RetryPlan, Settlement, Turn } from '@sluice/task-queue';
import type { Lease } from './lease-keeper';

/** What is done with a task after an attempt. */
export type TaskOutcome =
  | { readonly next: 'settle'; readonly settlement: Settlement }
  | { readonly next: 'retry'; readonly plan: RetryPlan };

/** A begun task of any kind that this worker serves. */
export interface WorkerTask extends BegunTask {
  readonly correlationId: string;
}

/** What one kind of task does with a task that was begun; everything around it is the runner's. */
export abstract class TaskHandler<Task extends WorkerTask = WorkerTask> {
  /** An outcome for a task that is not to be tried now; undefined lets the attempt go on. */
  admit?(task: Task): TaskOutcome | undefined;

  /**
   * Makes one attempt. Resolves as soon as the other side is done with it, for its slot goes to the
   * next task then; undefined leaves the task to its lease. What it rejects with is logged, and the
   * task left to its lease likewise.
   *
   * @param signal aborted when the process is about to end: what is under way has to end then
   */
  abstract attempt(task: Task, lease: Lease, signal: AbortSignal): Promise<TaskOutcome | undefined>;

  /** The outcome is written, or was not for the task was no longer ours. Must not throw. */
  settled?(task: Task, outcome: TaskOutcome, written: boolean): void;
}

/** What a turn could ask for. */
export interface TurnOffer {
  /** Free slots, at most as many as one turn may begin. */
  readonly want: number;
  /** How many of them may go to tasks that failed before, while others wait that never did. */
  readonly retryRoom: number;
  /** Whether tasks are known to wait; otherwise this is a question in passing. */
  readonly awake: boolean;
}

/** What a turn asks for. */
export interface TurnTerms {
  readonly want: number;
  readonly retryRoom: number;
  readonly skipClients?: readonly string[];
}

/** How a kind of task narrows what its worker begins, beyond slots; by itself it does not. */
export class IntakePolicy<Task extends BegunTask = BegunTask> {
  /** Called when more may be asked for than a moment ago; set by the feed. */
  onChange: () => void = () => undefined;

  /** Called right before each turn that may begin something; must not throw. */
  terms({ want, retryRoom }: TurnOffer): TurnTerms {
    return { want, retryRoom };
  }

  /**
   * Told of the answer to every turn, before its tasks run, at `performance.now()`; true to ask again
   * although less came than was asked for.
   */
  answered(_terms: TurnTerms, _turn: Turn<Task>, _askedAtMs: number): boolean {
    return false;
  }

  /** Told of a turn that failed. */
  failed(_terms: TurnTerms): void {
    // Nothing was kept for it.
  }

  /** Told of a task whose slot was given back. */
  released(_task: Task): void {
    // Nothing was kept for it.
  }
}
