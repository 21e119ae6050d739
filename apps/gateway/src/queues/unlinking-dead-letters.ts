import type { OrderStatus, ProblemSummary } from '@sluice/contracts';
import { rfc3339, type TaskRecord } from '@sluice/task-queue';
import { TaskDeadLetters } from './task-dead-letters';

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
export class UnlinkingDeadLetters extends TaskDeadLetters<TaskRecord> {}

export function toUnlinkingTaskResponse(task: TaskRecord): UnlinkingTaskResponse {
  const { taskId, updatedAtMs, part: _part, ...rest } = task;
  return { id: taskId, ...rest, updatedAt: rfc3339(updatedAtMs) };
}
