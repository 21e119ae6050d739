import { join } from 'node:path';
import { QUEUE_NAMES, type QueueName } from '@sluice/contracts';
import { recordKeyOf } from './order-id';
import { partitionOfId, partitionPrefix, tagOf } from './keys';

/**
 * A kind of task that the queue carries from its intake to its end: what its scripts are made for. All
 * kinds share states, lanes, leases, epochs, retries and dead letters; none shares a key.
 *
 * A task's id begins with six characters of generation and two of partition, and its record's immutable
 * part with `createdAt expiresAt generation lane `, `expiresAt` being 0 for a task without deadline.
 */
export interface TaskKind {
  /** Singular; names scripts and keys. */
  readonly name: string;
  readonly queue: QueueName;
  /**
   * Whether an attempt that nobody knows the end of must not be taken for one that failed. Where it
   * may, a task that loses holder after holder is failed in the end, and any dead letter retried.
   */
  readonly doubts: boolean;
  /** Whether the end of a task with a `callbackUrl` makes a callback. */
  readonly notifies: boolean;
  /** A Lua file with what happens in the step that fails a task, see `lua/endings.lua`. */
  readonly hookFile?: string;
}

/** Orders on their way to the backend. */
export const ORDERS: TaskKind = {
  name: 'order',
  queue: QUEUE_NAMES.orders,
  doubts: true,
  notifies: true,
};

/** Deliveries of outcomes to the clients' `callbackUrl`s. */
export const CALLBACKS: TaskKind = {
  name: 'callback',
  queue: QUEUE_NAMES.callbacks,
  doubts: false,
  notifies: false,
};

/** Members whose custom SSO is to be unlinked at the auth service, some per task. */
export const UNLINKINGS: TaskKind = {
  name: 'unlinking',
  queue: QUEUE_NAMES.unlinkings,
  doubts: false,
  notifies: false,
  hookFile: join(__dirname, 'unlinkings', 'on-end.lua'),
};

/** Every kind there is. */
export const TASK_KINDS: readonly TaskKind[] = [ORDERS, CALLBACKS, UNLINKINGS];

/** What the keys of a kind in a partition begin with. */
export function queueBase({ name }: TaskKind, partition: number): string {
  return tagOf(partition) + name;
}

/** The key of a task's record. */
export function recordKey(kind: TaskKind, taskId: string): string {
  return `${queueBase(kind, partitionOfId(taskId))}:${recordKeyOf(taskId)}`;
}

/** The channel on which the changes of a task are told. */
export function changesChannel(kind: TaskKind, taskId: string): string {
  return `${queueBase(kind, partitionOfId(taskId))}-changed:${recordKeyOf(taskId)}`;
}

/** Bull's queue that wakes workers for a kind of task in a partition; it holds bells, not tasks. */
export interface WakeUpQueue {
  /** Bull's name of the queue; one queue has one name over all partitions. */
  readonly name: string;
  /** Bull's `prefix`. */
  readonly prefix: string;
  /** What Bull's keys of this queue begin with. */
  readonly keyPrefix: string;
}

/** @see lua/bell.lua, which writes to it */
export function wakeUpQueue({ queue }: TaskKind, partition: number): WakeUpQueue {
  const name = partition === 0 ? queue : `${queue}-${partition}`;
  const prefix = partitionPrefix(partition);
  return { name, prefix, keyPrefix: `${prefix}:${name}:` };
}
