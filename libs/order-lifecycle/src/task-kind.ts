import { QUEUE_NAMES, type QueueName } from '@sluice/contracts';
import { BULL_KEYS, LIFECYCLE_KEYS } from './lifecycle-keys';
import { type BullKeys, bullKeysOf, type TaskKeys, taskKeysOf } from './task-keys';

/**
 * A kind of task that the lifecycle carries from its intake to its end: what its scripts are
 * rendered for. All kinds share states, leases, epochs, retries and dead letters; none shares a key.
 *
 * A task's id begins with six characters of generation, and its record's immutable part with
 * `createdAt expiresAt generation client `, `expiresAt` being 0 for a task without deadline.
 */
export interface TaskKind {
  /** Singular; names scripts and keys. */
  readonly name: string;
  readonly queue: QueueName;
  readonly keys: TaskKeys;
  readonly bull: BullKeys;
  /**
   * Whether an attempt that nobody knows the end of must not be taken for one that failed. Where it
   * may, a task that loses holder after holder is failed in the end, and any dead letter retried.
   */
  readonly doubts: boolean;
  /** The kind of task that tells a client how its task of this kind ended. */
  readonly outcomes?: TaskKind;
  /** Whether a task is a part of an unlinking, which its end moves on. */
  readonly partOfUnlinking?: boolean;
}

/** Deliveries of outcomes to the clients' `callbackUrl`s. */
export const CALLBACKS: TaskKind = {
  name: 'callback',
  queue: QUEUE_NAMES.callbacks,
  keys: taskKeysOf('callback'),
  bull: bullKeysOf(QUEUE_NAMES.callbacks),
  doubts: false,
};

/** Orders on their way to the backend. */
export const ORDERS: TaskKind = {
  name: 'order',
  queue: QUEUE_NAMES.orders,
  keys: { ...LIFECYCLE_KEYS, recordPrefix: LIFECYCLE_KEYS.orderPrefix },
  bull: BULL_KEYS,
  doubts: true,
  outcomes: CALLBACKS,
};

/** Members whose custom SSO is to be unlinked at the auth service, some per task. */
export const UNLINKINGS: TaskKind = {
  name: 'unlinking',
  queue: QUEUE_NAMES.unlinkings,
  keys: taskKeysOf('unlinking'),
  bull: bullKeysOf(QUEUE_NAMES.unlinkings),
  doubts: false,
  partOfUnlinking: true,
};

/** Every kind there is. */
export const TASK_KINDS: readonly TaskKind[] = [ORDERS, CALLBACKS, UNLINKINGS];
