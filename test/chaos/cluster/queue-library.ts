import 'reflect-metadata';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Redis } from 'ioredis';
import type { FinalRecord } from '../check/evidence.ts';

/** A kind of task, as the library knows it; opaque here. */
export interface TaskKind {
  readonly name: string;
}

/** The part of the task queue by which the harness reads what the system has on its orders. */
export interface QueueLibrary {
  readonly ORDERS: TaskKind;
  /** Every kind of task: orders, callbacks, and what comes after them. */
  readonly TASK_KINDS: readonly TaskKind[];
  /** What the keys of a kind in a partition begin with. */
  queueBase(kind: TaskKind, partition: number): string;
  /** Bull's queue that wakes workers for a kind. */
  wakeUpQueue(kind: TaskKind, partition: number): { readonly keyPrefix: string };
  readQueueDepth(redis: Redis): Promise<{ queued: number; processing: number }>;
  readOrderRecord(orderId: string, fields: Record<string, string>): StoredOrder | null;
}

type StoredOrder = Omit<FinalRecord, 'keptMs'>;

/**
 * Loads the task queue from the very build that is under test: its names and record format are not
 * written down a second time.
 *
 * @param workerEntry `…/apps/order-worker/src/main.js` of that build
 */
export function loadQueueLibrary(workerEntry: string): QueueLibrary {
  const root = join(dirname(workerEntry), '..', '..', '..');
  const require = createRequire(import.meta.url);
  return require(join(root, 'libs', 'task-queue', 'src', 'index.js')) as QueueLibrary;
}
