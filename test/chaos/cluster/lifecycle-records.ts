import 'reflect-metadata';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FinalRecord } from '../check/evidence.ts';

/** The part of the order lifecycle by which the harness reads what the system has on its orders. */
export interface LifecycleLib {
  readonly LIFECYCLE_KEYS: Record<'queued' | 'leases' | 'deadlines' | 'orderPrefix', string>;
  readonly BULL_KEYS: Record<'active' | 'jobPrefix', string>;
  /** Every kind of task: orders, callbacks, and what comes after them. */
  readonly TASK_KINDS: readonly {
    readonly keys: Record<'queued' | 'leases' | 'deadlines', string>;
    readonly bull: Record<'jobPrefix', string>;
  }[];
  readOrderRecord(orderId: string, fields: Record<string, string>): FinalRecord | null;
}

/**
 * Loads the lifecycle from the very build that is under test: its names and record format are not
 * written down a second time.
 *
 * @param workerEntry `…/apps/order-worker/src/main.js` of that build
 */
export function loadLifecycle(workerEntry: string): LifecycleLib {
  const root = join(dirname(workerEntry), '..', '..', '..');
  const require = createRequire(import.meta.url);
  return require(join(root, 'libs', 'order-lifecycle', 'src', 'index.js')) as LifecycleLib;
}
