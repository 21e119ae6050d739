import type { Logger } from '@sluice/platform';
import type { BegunTask, TaskQueue, Turn, TurnRequest } from '@sluice/task-queue';
import type { Attempt } from '../tasks/attempt';
import { IntakePolicy } from '../tasks/task-handler';
import { SlotPool } from '../tasks/slot-pool';
import { TaskFeed } from '../tasks/task-feed';
import type { TaskOutcome } from '../tasks/task-handler';
import { WorkerConfig } from '../worker.config';

export const DONE: TaskOutcome = {
  next: 'settle',
  settlement: { status: 'completed', result: 7 },
};

/** A turn that was asked for and waits for the test's answer. */
export interface Call extends TurnRequest {
  readonly partition: number;
  answer(tasks: Partial<BegunTask>[], changes?: Partial<Turn<BegunTask>>): Promise<void>;
  fail(error: Error): Promise<void>;
}

export const fresh = (...ids: string[]): Partial<BegunTask>[] => ids.map((taskId) => ({ taskId }));
export const retried = (taskId: string): Partial<BegunTask> => ({
  taskId,
  fresh: false,
  attempts: 2,
});

/** What follows from what was just done, up to the next call; on a faked clock. */
export const turnEnds = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

/** Whether a promise is fulfilled by now. */
export function isDone(promise: Promise<unknown>): () => boolean {
  let done = false;
  void promise.then(() => (done = true));
  return () => done;
}

/** A feed whose calls a test answers one by one, and whose attempts it ends. */
export class FeedHarness {
  readonly feed: TaskFeed;
  readonly slots: SlotPool;
  readonly error = jest.fn();
  calls: Call[] = [];
  readonly begun: Attempt<BegunTask>[] = [];
  readonly written: [string, boolean][] = [];
  readonly givenUp: string[] = [];

  constructor(partitions: number, capacity: number, policy = new IntakePolicy()) {
    this.slots = new SlotPool(capacity);
    const turn = (partition: number, request: TurnRequest) => this.ask(partition, request);
    const queue = { partitions, turn } as unknown as TaskQueue;
    const logger = { error: this.error } as unknown as Logger;
    this.feed = new TaskFeed(queue, this.slots, policy, new WorkerConfig(), logger);
    this.feed.consume({
      begun: (attempt) => void this.begun.push(attempt),
      written: ({ task }, isWritten) => void this.written.push([task.taskId, isWritten]),
      givenUp: ({ task }) => void this.givenUp.push(task.taskId),
    });
    this.feed.open();
  }

  /** The latest call. */
  get last(): Call {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('nothing was asked');
    return call;
  }

  attemptOf(taskId: string): Attempt<BegunTask> {
    const attempt = this.begun.find(({ task }) => task.taskId === taskId);
    if (attempt === undefined) throw new Error(`${taskId} was not begun`);
    return attempt;
  }

  /** Null: without an outcome. */
  async finish(taskId: string, outcome: TaskOutcome | null = DONE): Promise<void> {
    this.feed.finish(this.attemptOf(taskId), outcome ?? undefined);
    await turnEnds();
  }

  private ask(partition: number, request: TurnRequest): Promise<Turn<BegunTask>> {
    return new Promise((resolve, reject) => {
      const answer: Call['answer'] = (tasks, changes = {}) => {
        const ended = request.ends.map(() => true);
        const all = tasks.map((task) => ({ epoch: 1, attempts: 1, fresh: true, ...task }));
        const turn = { nowMs: 0, paused: false, more: false, ended, ...changes };
        resolve({ ...turn, begun: all as BegunTask[] });
        return turnEnds();
      };
      const fail: Call['fail'] = (reason) => {
        reject(reason);
        return turnEnds();
      };
      this.calls.push({ ...request, partition, answer, fail });
    });
  }
}
