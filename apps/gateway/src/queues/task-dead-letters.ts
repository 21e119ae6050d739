import type { OrderStatus } from '@sluice/contracts';
import type { ReplayVerdict } from '@sluice/task-queue';
import { type Logger, ProblemError } from '@sluice/platform';
import { type DeadLetter, DeadLetters } from './dead-letters';

const WITHOUT_DEADLINE = 0;

/** A kind of task: how its records are read, sent back and shown. */
export interface DeadLetterSources<Task extends { status: OrderStatus }> {
  reader: {
    find(id: string): Promise<Task | null>;
    deadLetters(most: number): Promise<Task[]>;
  };
  queue: { replay(id: string, ttlMs: number): Promise<ReplayVerdict> };
  show: (task: Task) => DeadLetter;
}

/** Tasks that were given up and may be tried again at any time. */
export class TaskDeadLetters<Task extends { status: OrderStatus }> extends DeadLetters {
  /** @param logger with what tells the kind of task */
  constructor(
    private readonly sources: DeadLetterSources<Task>,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async list(most: number): Promise<DeadLetter[]> {
    return (await this.sources.reader.deadLetters(most)).map((task) => this.sources.show(task));
  }

  override async retry(id: string): Promise<DeadLetter> {
    const { reader, queue, show } = this.sources;
    const before = await reader.find(id);
    const verdict =
      before?.status === 'failed' ? await queue.replay(id, WITHOUT_DEADLINE) : 'unknown';
    const now = await reader.find(id);
    if (verdict !== 'queued' || !now) {
      throw new ProblemError('not-found', 'There is no such dead letter.');
    }
    this.logger.warn({ taskId: id, verdict }, 'operator retried a dead letter');
    return show(now);
  }
}
