import { laneOf } from '../order-header';
import { generationOf } from '../order-id';
import type { BegunTask } from '../turn';

/** Whose custom SSO is unlinked by one task: part of an unlinking's members. */
export interface UnlinkingTask {
  unlinkingId: string;
  client: string;
  organizationId: string;
  correlationId: string;
  /** Null once the task has ended. */
  members: string[] | null;
}

/** A task handed out for one attempt. */
export interface BegunUnlinking extends BegunTask, UnlinkingTask {}

const UNLINKING_ID_LENGTH = 36;

/** The id of the n-th task of an unlinking. */
export function unlinkingTaskId(unlinkingId: string, nth: number): string {
  return `${unlinkingId}-${nth}`;
}

/** The immutable part of a task's record without its times; the words are of checked alphabets. */
export function writeUnlinkingTask(task: UnlinkingTask): string {
  const { unlinkingId, client, organizationId, correlationId, members } = task;
  const words = [generationOf(unlinkingId), laneOf(client), organizationId, correlationId];
  return `${words.join(' ')}\n${JSON.stringify(members)}`;
}

/** Reads that part as begin hands it out. */
export function readUnlinkingTask(begun: BegunTask, part: string): BegunUnlinking {
  const end = part.indexOf('\n');
  const words = (end < 0 ? part : part.slice(0, end)).split(' ');
  const [, , , , organizationId = '', correlationId = ''] = words;
  const members = end < 0 ? null : (JSON.parse(part.slice(end + 1)) as string[]);
  const unlinkingId = begun.taskId.slice(0, UNLINKING_ID_LENGTH);
  return { ...begun, unlinkingId, organizationId, correlationId, members };
}
