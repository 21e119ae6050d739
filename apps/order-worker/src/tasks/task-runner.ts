import { Inject, Injectable } from '@nestjs/common';
import { Logger, runWithCorrelation } from '@sluice/platform';
import { ABORT_CONTROLLER } from './abort-controller';
import type { Attempt, AttemptConsumer } from './attempt';
import { LeaseKeeper } from './lease-keeper';
import { TaskFeed } from './task-feed';
import { TaskHandler, type TaskOutcome, type WorkerTask } from './task-handler';

/**
 * Makes the attempts at tasks that the feed begins. What is around an attempt is here, once for all
 * kinds: correlation, lease, slot, outcome, and what goes wrong.
 */
@Injectable()
export class TaskRunner<Task extends WorkerTask = WorkerTask> implements AttemptConsumer<Task> {
  constructor(
    private readonly feed: TaskFeed<Task>,
    private readonly leases: LeaseKeeper,
    private readonly handler: TaskHandler<Task>,
    @Inject(ABORT_CONTROLLER) private readonly abort: AbortController,
    private readonly logger: Logger,
  ) {
    feed.consume(this);
  }

  begun(attempt: Attempt<Task>): void {
    const { task, askedAtMs } = attempt;
    attempt.lease = this.leases.keep(task, askedAtMs);
    void runWithCorrelation(task.correlationId, () => this.attempt(attempt));
  }

  written(attempt: Attempt<Task>, written: boolean): void {
    const { task, outcome } = attempt;
    this.release(attempt);
    if (outcome === undefined) return;
    runWithCorrelation(task.correlationId, () => this.tell(task, outcome, written));
  }

  givenUp(attempt: Attempt<Task>, error: unknown): void {
    const { taskId, correlationId } = attempt.task;
    this.release(attempt);
    this.logger.error({ err: error, taskId, correlationId }, 'outcome could not be written');
  }

  private async attempt(attempt: Attempt<Task>): Promise<void> {
    const outcome = await this.outcomeOf(attempt);
    if (outcome === undefined) this.release(attempt);
    this.feed.finish(attempt, outcome);
  }

  /** Never rejects; undefined leaves the task to its lease. */
  private async outcomeOf({ task, lease }: Attempt<Task>): Promise<TaskOutcome | undefined> {
    try {
      const refused = this.handler.admit?.(task);
      if (refused !== undefined || lease === undefined) return refused;
      return await this.handler.attempt(task, lease, this.abort.signal);
    } catch (error) {
      this.logger.error({ err: error, taskId: task.taskId }, 'task attempt failed unexpectedly');
      return undefined;
    }
  }

  private tell(task: Task, outcome: TaskOutcome, written: boolean): void {
    const { taskId } = task;
    const ending = outcome.next === 'retry' ? 'retried' : outcome.settlement.status;
    if (!written) this.logger.warn({ taskId, ending }, 'outcome came too late, task not ours');
    try {
      this.handler.settled?.(task, outcome, written);
    } catch (error) {
      this.logger.error({ err: error, taskId }, 'settled task could not be told of');
    }
  }

  private release({ lease }: Attempt<Task>): void {
    if (lease !== undefined) this.leases.release(lease);
  }
}
