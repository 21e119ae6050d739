import type { OrderStatus, ProblemSummary } from '@sluice/contracts';
import {
  rfc3339,
  type TaskReader,
  type TaskRecord,
  type UnlinkingLifecycle,
} from '@sluice/order-lifecycle';
import { type Logger, ProblemError } from '@sluice/platform';
import { DeadLetters } from './dead-letters';

const WITHOUT_DEADLINE = 0;

/** Some members of an organization that could not be unlinked, for operators. */
export interface UnlinkingTaskResponse {
  id: string;
  status: OrderStatus;
  client: string;
  attempts: number;
  updatedAt: string;
  error?: ProblemSummary;
}

/** Unlinkings that were given up. */
export class UnlinkingDeadLetters extends DeadLetters {
  constructor(
    private readonly reader: TaskReader,
    private readonly lifecycle: Pick<UnlinkingLifecycle, 'replay'>,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async list(most: number): Promise<UnlinkingTaskResponse[]> {
    return (await this.reader.deadLetters(most)).map(toResponse);
  }

  override async retry(id: string): Promise<UnlinkingTaskResponse> {
    const before = await this.reader.find(id);
    const verdict =
      before?.status === 'failed' ? await this.lifecycle.replay(id, WITHOUT_DEADLINE) : 'unknown';
    const now = await this.reader.find(id);
    if (verdict !== 'queued' || !now) {
      throw new ProblemError('not-found', 'There is no such dead letter.');
    }
    this.logger.warn({ taskId: id, verdict }, 'operator retried an unlinking');
    return toResponse(now);
  }
}

function toResponse({ taskId, updatedAtMs, part: _part, ...rest }: TaskRecord) {
  return { id: taskId, ...rest, updatedAt: rfc3339(updatedAtMs) };
}
