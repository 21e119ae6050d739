import { Process, Processor } from '@nestjs/bull';
import { Injectable, type Type } from '@nestjs/common';
import { failpoint, Logger } from '@sluice/platform';
import type { Job } from 'bull';
import { TaskFeed } from './task-feed';

/** Takes bells out of Bull's queue. A bell says that there is work in a partition, not which. */
@Injectable()
export abstract class WakeUpProcessor {
  protected abstract readonly partition: number;

  constructor(
    private readonly feed: TaskFeed,
    private readonly logger: Logger,
  ) {}

  /**
   * Holds the bell until the feed falls asleep, so that the bells that wait wake other workers. One
   * parameter, or Bull takes it for a handler with a callback. Never rejects.
   */
  async handle(job: Job): Promise<void> {
    leaveNothingBehind(job);
    failpoint('after-pop', String(job.id));
    // At once: a busy feed may hold the bell for long, and nobody else would find the orphan of who died.
    const removed = isOrphaned(job) ? this.remove(job) : undefined;
    await this.feed.wake(this.partition);
    await removed;
  }

  private async remove(job: Job): Promise<void> {
    try {
      await removeOrphaned(job);
    } catch (error) {
      this.logger.warn({ err: error, jobId: job.id }, 'orphaned wake-up job not removed');
    }
  }
}

/** A job whose hash was gone when it was popped brings no options along, and Bull would keep it. */
function leaveNothingBehind(job: Job): void {
  job.opts.removeOnComplete = true;
  job.opts.removeOnFail = true;
}

/** The processor of the queue of one partition. One bell at a time: a second one would tell nothing. */
export function wakeUpProcessor(queue: string, partition: number): Type<WakeUpProcessor> {
  @Processor(queue)
  class PartitionProcessor extends WakeUpProcessor {
    protected override readonly partition = partition;

    @Process({ concurrency: 1 })
    override handle(job: Job): Promise<void> {
      return super.handle(job);
    }
  }
  return PartitionProcessor;
}

/**
 * A job that is written anew meanwhile has its `timestamp` again, and is left alone.
 * KEYS: the job's hash, the list of active jobs; ARGV: id. Returns 1 when there was an orphan.
 */
const REMOVE_SCRIPT = `
if redis.call('HEXISTS', KEYS[1], 'timestamp') == 1 then return 0 end
redis.call('LREM', KEYS[2], 0, ARGV[1])
return redis.call('DEL', KEYS[1])`;

/** The part of Bull that its types leave out. */
interface BullKeys {
  toKey(name: string): string;
}

/**
 * Whether the job's hash was gone when Bull picked the job up: Bull then writes a new one with
 * nothing but the time of the pick-up. It happens when a worker was cut off from Redis between its
 * pop and the pick-up, and another one finished the job meanwhile.
 */
export function isOrphaned(job: Job): boolean {
  return Number.isNaN(job.timestamp);
}

/**
 * Takes an orphan away. Bull would not: finishing a job that is in none of its lists is an error to
 * it, after which the hash stays for good.
 */
export async function removeOrphaned(job: Job): Promise<boolean> {
  const id = String(job.id);
  const keys = job.queue as unknown as BullKeys;
  const { client } = job.queue;
  const removed = client.eval(REMOVE_SCRIPT, 2, keys.toKey(id), keys.toKey('active'), id);
  return (await removed) === 1;
}
