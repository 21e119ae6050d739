import { type QueueName, REDIS_PREFIX } from '@sluice/contracts';

/** Names in Redis of one kind of task; see `lifecycle-keys.ts` for what each holds. */
export interface TaskKeys {
  /** Followed by a task's id without its first six characters, its generation. */
  readonly recordPrefix: string;
  readonly queued: string;
  readonly deadlines: string;
  readonly leases: string;
  readonly deadLetters: string;
  readonly counters: string;
  readonly changedPrefix: string;
  readonly reconciler: string;
}

/** The keys of a Bull queue that the scripts write, as Bull 4 lays them out. */
export interface BullKeys {
  readonly jobPrefix: string;
  readonly wait: string;
  readonly paused: string;
  readonly active: string;
  readonly metaPaused: string;
}

/**
 * The lifecycle's keys for a kind of task called `name`: `<name>:<key>` for records, `<name>-…` for
 * the rest. Bull's own begin with the queue's name, which is never `name` itself.
 */
export function taskKeysOf(name: string): TaskKeys {
  const prefix = `${REDIS_PREFIX}:${name}`;
  return {
    recordPrefix: `${prefix}:`,
    queued: `${prefix}-queued`,
    deadlines: `${prefix}-deadlines`,
    leases: `${prefix}-leases`,
    deadLetters: `${prefix}-dead-letters`,
    counters: `${prefix}-counters`,
    changedPrefix: `${prefix}-changed:`,
    reconciler: `${prefix}-reconciler`,
  };
}

/** Bull's keys of the queue with this name. */
export function bullKeysOf(queue: QueueName): BullKeys {
  const jobPrefix = `${REDIS_PREFIX}:${queue}:`;
  return {
    jobPrefix,
    wait: `${jobPrefix}wait`,
    paused: `${jobPrefix}paused`,
    active: `${jobPrefix}active`,
    metaPaused: `${jobPrefix}meta-paused`,
  };
}
