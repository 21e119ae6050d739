import { Injectable, type Type } from '@nestjs/common';
import { OnQueueCompleted, Process, Processor } from '@nestjs/bull';
import { ORDER_QUEUE } from '@sluice/order-lifecycle';
import { Logger } from '@sluice/platform';
import type { Job } from 'bull';
import { type JobEnding, OrderRunner } from '../order-runner';
import { BullIntake } from './bull-intake';

/** Bull's face of the order flow. */
@Injectable()
export class OrderProcessor {
  constructor(
    private readonly runner: OrderRunner,
    private readonly intake: BullIntake,
    private readonly logger: Logger,
  ) {}

  /**
   * One parameter, or Bull takes it for a handler with a callback. Never rejects: for Bull every job
   * completes, the order's record knows better.
   */
  async handle(job: Job): Promise<JobEnding> {
    leaveNothingBehind(job);
    try {
      return await this.runner.run(String(job.id));
    } catch (error) {
      this.logger.error({ err: error, orderId: job.id }, 'handling an order broke');
      return 'done';
    }
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

/** The processor for a concurrency that only the config knows. */
export function orderProcessor(concurrency: number): Type<OrderProcessor> {
  @Processor(ORDER_QUEUE)
  class ConfiguredOrderProcessor extends OrderProcessor {
    @Process({ concurrency })
    override handle(job: Job): Promise<JobEnding> {
      return super.handle(job);
    }

    @OnQueueCompleted()
    override completed(job: Job, ending: JobEnding): void {
      super.completed(job, ending);
    }
  }
  return ConfiguredOrderProcessor;
}
