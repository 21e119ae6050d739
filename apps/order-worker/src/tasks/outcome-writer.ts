import type { RetryPlan, Settlement, TaskLifecycle } from '@sluice/order-lifecycle';
import { sleepUntil } from './sleep-until';

/** What is done with a task after an attempt. */
export type TaskOutcome =
  | { readonly next: 'settle'; readonly settlement: Settlement }
  | { readonly next: 'retry'; readonly plan: RetryPlan };

/** What of a task's record an outcome is written under. */
export interface HeldUnder {
  readonly taskId: string;
  readonly epoch: number;
}

const FIRST_WAIT_MS = 50;
const MOST_WAIT_MS = 2_000;
/** Then the lease is long over and the task is somebody else's. */
const GIVE_UP_AFTER_MS = 60_000;
/** The process is about to end; what is not written by then is found by its heir. */
const GIVE_UP_WHEN_STOPPING_MS = 400;

/** Writes the outcome of an attempt down; patient, for the outcome is all there is to show for it. */
export class OutcomeWriter {
  private stopAtMs = Infinity;

  constructor(
    private readonly lifecycle: Pick<TaskLifecycle, 'settle' | 'retryLater'>,
    /** Aborted when the process is about to end. */
    private readonly cutoff: AbortSignal,
  ) {
    const stop = (): void => void (this.stopAtMs = performance.now() + GIVE_UP_WHEN_STOPPING_MS);
    cutoff.addEventListener('abort', stop, { once: true });
  }

  /** False when the task was no longer ours. Rejects with Redis' last error when it gives up. */
  async write(held: HeldUnder, outcome: TaskOutcome): Promise<boolean> {
    const giveUpAtMs = performance.now() + GIVE_UP_AFTER_MS;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, MOST_WAIT_MS)) {
      try {
        return await this.writeOnce(held, outcome);
      } catch (error) {
        if (performance.now() >= Math.min(giveUpAtMs, this.stopAtMs)) throw error;
      }
      await this.wait(waitMs);
    }
  }

  private async wait(waitMs: number): Promise<void> {
    const nowMs = performance.now();
    if (this.cutoff.aborted) await sleepUntil(nowMs + FIRST_WAIT_MS);
    else await sleepUntil(nowMs + waitMs, [this.cutoff]);
  }

  private writeOnce({ taskId, epoch }: HeldUnder, outcome: TaskOutcome): Promise<boolean> {
    if (outcome.next === 'settle') return this.lifecycle.settle(taskId, epoch, outcome.settlement);
    return this.lifecycle.retryLater(taskId, epoch, outcome.plan);
  }
}
