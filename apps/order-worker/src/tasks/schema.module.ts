import { Global, Module } from '@nestjs/common';
import { COMMAND_REDIS, DrainState, isRedisUnavailable } from '@sluice/platform';
import { QueueSchema } from '@sluice/task-queue';
import type { Redis } from 'ioredis';
import { WorkerConfig } from '../worker.config';
import { sleepUntil } from './sleep-until';

const AGAIN_AFTER_MS = 500;

/**
 * Finds out whether what is in Redis is for this process; nothing is begun or mended before that is
 * known. With Redis away at the start, it is found out later.
 */
export class SchemaCheck {
  /** Resolves when it is; a rejection is a `SchemaError`, and this process has to end. */
  passed: Promise<void> = Promise.resolve();

  constructor(
    private readonly schema: Pick<QueueSchema, 'ensure'>,
    private readonly stop: AbortSignal,
  ) {}

  /**
   * Asks once, and goes on asking in the background where there is no answer.
   *
   * @throws SchemaError when Redis holds another layout, or is spread otherwise
   */
  async begin(): Promise<void> {
    if (await this.isSure()) return;
    this.passed = this.goOn();
  }

  private async goOn(): Promise<void> {
    while (await sleepUntil(performance.now() + AGAIN_AFTER_MS, [this.stop])) {
      if (await this.isSure()) return;
    }
    // Told to stop: whoever waits for this waits for the end of the process.
    await new Promise<never>(() => undefined);
  }

  private async isSure(): Promise<boolean> {
    try {
      await this.schema.ensure();
      return true;
    } catch (error) {
      if (isRedisUnavailable(error)) return false;
      throw error;
    }
  }
}

/** The check of what is in Redis, once for all kinds of task. */
@Global()
@Module({
  providers: [
    {
      provide: SchemaCheck,
      inject: [COMMAND_REDIS, WorkerConfig, DrainState],
      useFactory: async (redis: Redis, { partitions }: WorkerConfig, drain: DrainState) => {
        const check = new SchemaCheck(new QueueSchema(redis, partitions), drain.signal);
        await check.begin();
        return check;
      },
    },
  ],
  exports: [SchemaCheck],
})
export class SchemaModule {}
