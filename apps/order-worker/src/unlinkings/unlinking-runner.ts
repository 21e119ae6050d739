import type { BegunUnlinking } from '@sluice/order-lifecycle';
import { type Logger, runWithCorrelation } from '@sluice/platform';
import type { IntakeGate } from '../tasks/intake-gate';
import type { LeasedTask, LeaseKeeper } from '../tasks/lease-keeper';
import type { OutcomeWriter, TaskOutcome } from '../tasks/outcome-writer';
import { whileRedisIsAway } from '../tasks/redis-patience';
import type { RetryPolicy } from '../tasks/retry-policy';
import { type JobEnding, TaskRunner, TasksUnderWay } from '../tasks/task-runner.port';
import type { MembersUnlinker } from './members-unlinker';
import { unlinkingOutcomeOf } from './unlinking-outcome.mapper';

/** The steps of an attempt, and what bounds it. */
export interface UnlinkingSteps {
  readonly unlinker: MembersUnlinker;
  readonly writer: OutcomeWriter;
  readonly policy: RetryPolicy;
}

/** Makes one attempt at a task: begin, unlink who is still linked, settle. */
export class UnlinkingRunner extends TaskRunner {
  private readonly underWay = new TasksUnderWay();

  constructor(
    private readonly gate: IntakeGate,
    private readonly leases: LeaseKeeper<BegunUnlinking>,
    private readonly steps: UnlinkingSteps,
    private readonly logger: Logger,
  ) {
    super();
  }

  override run(taskId: string): Promise<JobEnding> {
    return this.underWay.follow(this.attempt(taskId));
  }

  override idle(): Promise<void> {
    return this.underWay.idle();
  }

  private async attempt(taskId: string): Promise<JobEnding> {
    const picked = await whileRedisIsAway(this.gate, () => this.pickUp(taskId));
    if (typeof picked === 'string') return picked;
    try {
      await runWithCorrelation(picked.task.correlationId, () => this.unlink(taskId, picked));
    } catch (error) {
      // Its lease runs out, and it is taken up again.
      this.logger.warn({ err: error, taskId }, 'unlinking members broke off');
    } finally {
      this.leases.release(picked.lease);
    }
    return 'done';
  }

  private async pickUp(taskId: string): Promise<LeasedTask<BegunUnlinking> | JobEnding> {
    if (!this.gate.isOpen) return 'handed-back';
    const begun = await this.leases.begin(taskId);
    return typeof begun === 'string' ? 'done' : begun;
  }

  private async unlink(taskId: string, { task, lease }: LeasedTask<BegunUnlinking>): Promise<void> {
    const { unlinker, writer, policy } = this.steps;
    const attempt = await unlinker.attempt(task, lease);
    if (attempt === undefined) return;
    const outcome = unlinkingOutcomeOf(attempt, task.attempts, policy);
    await writer.write({ taskId, epoch: task.epoch }, outcome);
    this.tell(taskId, outcome);
  }

  private tell(taskId: string, outcome: TaskOutcome): void {
    if (outcome.next === 'retry') {
      const { detail } = outcome.plan.error;
      this.logger.info({ taskId, reason: detail }, 'members not unlinked yet');
    } else if (outcome.settlement.status === 'failed') {
      this.logger.warn({ taskId, reason: outcome.settlement.error.detail }, 'unlinking given up');
    }
  }
}
