import type { Logger } from '@sluice/platform';
import type { Job, Queue } from 'bull';
import type { IntakeGate } from '../intake-gate';
import { buryGhost } from './ghost-job';
import { tameQueue } from './tame-queue';

/** Jobs held beyond the slots, so that a free slot need not wait for Redis. */
export const PREFETCH = 8;

/** Bull waits half a second for the end of a blocked connection. */
const SWITCH_MS = 800;
const FINISH_MS = 600;

/** The part of Bull that its types leave out. */
interface BullInside {
  processing: Record<string, Promise<unknown>>;
  run(loops: number, name: string): Promise<unknown>;
}

/** Bull's side of taking orders in: it pops jobs while the gate is open, and never else. */
export class BullIntake {
  private switching: Promise<unknown> = Promise.resolve();
  private readonly returning = new Set<Promise<unknown>>();
  private loops: number;

  constructor(
    private readonly queue: Queue,
    private readonly gate: IntakeGate,
    private readonly logger: Logger,
    loops: number,
  ) {
    this.loops = loops;
    tameQueue(queue, logger);
    gate.onChange(() => this.follow());
  }

  /**
   * Sees to it that at least so many jobs can be held at once. Bull cannot hold fewer than it once
   * could; the surplus waits for a slot, not begun.
   */
  growTo(loops: number): void {
    const more = loops - this.loops;
    if (more <= 0) return;
    this.loops = loops;
    const bull = this.queue as unknown as BullInside;
    bull.run(more, `loops-${loops}`).catch((error: unknown) => {
      this.logger.error({ err: error }, 'the queue could not be widened');
    });
  }

  /** Puts a job back to the head of the line when Bull is through with it; the task waits on. */
  handBack(job: Job): void {
    const options = { jobId: job.id, lifo: true, removeOnComplete: true, removeOnFail: true };
    const adding = this.queue.add({}, options).catch((error: unknown) => {
      this.logger.warn({ err: error, taskId: job.id }, 'job left to the reconciler');
    });
    this.returning.add(adding);
    void adding.finally(() => this.returning.delete(adding));
  }

  /** Takes a ghost away before Bull stumbles over it. Never rejects. */
  async bury(job: Job): Promise<void> {
    try {
      await buryGhost(this.queue, job);
    } catch (error) {
      this.logger.warn({ err: error, taskId: job.id }, 'the hash of a job was left behind');
    }
  }

  /**
   * Ends Bull within about two and a half seconds, whatever its handlers or Redis do. Bull's own way
   * to wait for its jobs leaves a rejection unhandled when Redis is away, which ends a process.
   */
  async close(): Promise<void> {
    const { processing } = this.queue as unknown as BullInside;
    await within(SWITCH_MS, this.switching);
    await within(FINISH_MS, Promise.allSettled(Object.values(processing)));
    await within(FINISH_MS / 2, Promise.allSettled(this.returning));
    await within(SWITCH_MS, this.queue.close(true));
  }

  /** One switch at a time: Bull reconnects for a pause, and a resume in between would break it. */
  private follow(): void {
    this.switching = this.switching
      .then(() => this.switchOver())
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the queue could not be switched');
      });
  }

  private async switchOver(): Promise<void> {
    if (this.gate.isOpen) await this.queue.resume(true);
    else await this.queue.pause(true, true);
  }
}

/** Waits for the end of something that may never end or may fail; both are all right here. */
export async function within(limitMs: number, ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([ending.catch(() => undefined), limit]);
  clearTimeout(timer);
}
