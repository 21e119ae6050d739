/** What the suite's clients were told, by order number. */
export interface RunJournal {
  /** Accepted orders and their ids; an id may be missing where the answer named none. */
  accepted: Map<string, string>;
  completed: Set<string>;
  cancelled: Set<string>;
  expired: Set<string>;
  refusals: Refusal[];
  /** When the load began (ms since 1970), and when the first sender started the suite's own clock. */
  beganMs: number | undefined;
  clockMs: number | undefined;
  /** What k6 itself complained of. */
  complaints: string[];
  /** First lines of what the script threw: k6 ends the iteration over it and goes on as if nothing was. */
  scriptErrors: string[];
}

export interface Refusal {
  orderNumber: string;
  /** `503:queue-full`. */
  why: string;
  atMs: number;
}

interface LogLine {
  level: string;
  msg: string;
  source?: string;
}

/** Reads k6's log (JSON lines). A last line that was cut off is left out. */
export function readJournal(log: string): RunJournal {
  const journal = emptyJournal();
  for (const line of log.slice(0, log.lastIndexOf('\n') + 1).split('\n')) {
    if (line !== '') readLine(journal, JSON.parse(line) as LogLine);
  }
  return journal;
}

function emptyJournal(): RunJournal {
  return {
    accepted: new Map(),
    completed: new Set(),
    cancelled: new Set(),
    expired: new Set(),
    refusals: [],
    beganMs: undefined,
    clockMs: undefined,
    complaints: [],
    scriptErrors: [],
  };
}

function readLine(journal: RunJournal, { level, msg, source }: LogLine): void {
  if (source === 'stacktrace') journal.scriptErrors.push(msg.split('\n', 1)[0] ?? '');
  if (source !== 'console') {
    if (level !== 'info' && level !== 'debug') journal.complaints.push(msg);
    return;
  }
  const [subject, ...words] = msg.split(' ');
  if (subject === 'began') journal.beganMs = Number(words[0]);
  else if (subject === 'clock') {
    journal.clockMs = Math.min(journal.clockMs ?? Infinity, Number(words[0]));
  } else if (subject === 'order') readOrder(journal, words);
}

function readOrder(journal: RunJournal, words: string[]): void {
  const [told, orderNumber = '', detail = '', atMs] = words;
  if (told === 'accepted') journal.accepted.set(orderNumber, detail === '-' ? '' : detail);
  else if (told === 'refused')
    journal.refusals.push({ orderNumber, why: detail, atMs: Number(atMs) });
  else if (told === 'completed' || told === 'cancelled' || told === 'expired') {
    journal[told].add(orderNumber);
  }
}
