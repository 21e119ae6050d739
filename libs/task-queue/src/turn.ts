/** A task of any kind handed out for one attempt. */
export interface BegunTask {
  taskId: string;
  /** Whose it is. */
  client: string;
  /** Needed to settle, renew or give back. */
  epoch: number;
  /** This attempt's number, from 1. */
  attempts: number;
  /** Whether an earlier attempt may have reached the backend. */
  inDoubt: boolean;
  /** Whether this is its first attempt. */
  fresh: boolean;
}

/** What came of one turn. */
export interface Turn<Task> {
  /** Redis' clock, Unix time in ms. */
  nowMs: number;
  /** Whether the queue is paused: then nothing was begun. */
  paused: boolean;
  begun: Task[];
  /** The search was cut short: asking again may bring more, although fewer came than were wanted. */
  more: boolean;
  /**
   * For each end whether it is written, by this call or by an earlier one that was not answered; false:
   * somebody else has the task by now, and nothing was changed.
   */
  ended: boolean[];
}

const HEAD = 4;
const PER_TASK = 5;
const IN_DOUBT = 1;
const FRESH = 2;

/** Reads what the turn script returns. */
export function readTurn<Task>(
  reply: unknown,
  read: (begun: BegunTask, part: string) => Task,
): Turn<Task> {
  const words = reply as [number, number, number, number[], ...(string | number)[]];
  const [nowMs, paused, more, verdicts] = words;
  const begun: Task[] = [];
  for (let at = HEAD; at < words.length; at += PER_TASK) {
    const flags = words[at + 3] as number;
    const part = words[at + 4] as string;
    const task: BegunTask = {
      taskId: words[at] as string,
      client: clientOf(part),
      epoch: words[at + 1] as number,
      attempts: words[at + 2] as number,
      inDoubt: (flags & IN_DOUBT) !== 0,
      fresh: (flags & FRESH) !== 0,
    };
    begun.push(read(task, part));
  }
  const ended = verdicts.map((verdict) => verdict === 1);
  return { nowMs, paused: paused === 1, more: more === 1, begun, ended };
}

/** The lane is the fourth word of a part: `client:priority`. */
function clientOf(part: string): string {
  let at = -1;
  for (let word = 0; word < 3; word += 1) at = part.indexOf(' ', at + 1);
  return part.slice(at + 1, part.indexOf(':', at));
}
