import { Injectable, type Type } from '@nestjs/common';
import { OnQueueCompleted, Process, Processor } from '@nestjs/bull';
import type { QueueName } from '@sluice/contracts';
import { Logger } from '@sluice/platform';
import type { Job } from 'bull';
import { type JobEnding, TaskRunner } from '../task-runner.port';
import { BullIntake } from './bull-intake';
import { isGhost } from './ghost-job';

/** Bull's face of a flow of tasks. */
@Injectable()
export class TaskProcessor {
  constructor(
    private readonly runner: TaskRunner,
    private readonly intake: BullIntake,
    private readonly logger: Logger,
  ) {}

  /**
   * One parameter, or Bull takes it for a handler with a callback. Never rejects: for Bull every job
   * completes, the task's record knows better.
   */
  async handle(job: Job): Promise<JobEnding> {
    leaveNothingBehind(job);
    try {
      return await this.run(job);
    } catch (error) {
      this.logger.error({ err: error, taskId: job.id }, 'handling a task broke');
      return 'done';
    }
  }

  private async run(job: Job): Promise<JobEnding> {
    const ending = await this.runner.run(String(job.id));
    if (!isGhost(job)) return ending;
    await this.intake.bury(job);
    // Bull will not call this job completed.
    if (ending === 'handed-back') this.intake.handBack(job);
    return 'done';
  }

  /** Not sooner: while the job exists, adding it again would be taken for a duplicate. */
  completed(job: Job, ending: JobEnding): void {
    if (ending === 'handed-back') this.intake.handBack(job);
  }
}

/** A job whose hash was gone when it was popped brings no options along, and Bull would keep it. */
function leaveNothingBehind(job: Job): void {
  job.opts.removeOnComplete = true;
  job.opts.removeOnFail = true;
}

/** The processor of a queue, for a concurrency that only the config knows. */
export function taskProcessor(queue: QueueName, concurrency: number): Type<TaskProcessor> {
  @Processor(queue)
  class ConfiguredTaskProcessor extends TaskProcessor {
    @Process({ concurrency })
    override handle(job: Job): Promise<JobEnding> {
      return super.handle(job);
    }

    @OnQueueCompleted()
    override completed(job: Job, ending: JobEnding): void {
      super.completed(job, ending);
    }
  }
  return ConfiguredTaskProcessor;
}
