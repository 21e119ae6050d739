/** What became of a job: done with for now, or its task was not begun and wants its job back. */
export type JobEnding = 'done' | 'handed-back';

/** Makes one attempt at a task, from the job that names it to what is written down of its end. */
export abstract class TaskRunner {
  /** Never rejects for what Redis or the other side can do. */
  abstract run(taskId: string): Promise<JobEnding>;
  /** Resolves when nothing is under way any more. */
  abstract idle(): Promise<void>;
}

/** Keeps count of what is under way. */
export class TasksUnderWay {
  private readonly running = new Set<Promise<unknown>>();

  async follow<T>(attempt: Promise<T>): Promise<T> {
    this.running.add(attempt);
    try {
      return await attempt;
    } finally {
      this.running.delete(attempt);
    }
  }

  /** Resolves when nothing is under way any more; never rejects. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }
}
