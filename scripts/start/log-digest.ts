/** A line of an app's log that its operator should see. */
export interface LogNews {
  level: 'warn' | 'error';
  text: string;
}

const LEVELS: Record<string, LogNews['level']> = { warn: 'warn', error: 'error', fatal: 'error' };
const LONGEST_TEXT = 160;

/** Warnings and errors of a JSON log in one short line each; undefined for all the rest. */
export function digestLogLine(line: string): LogNews | undefined {
  const entry = parseEntry(line);
  const level = LEVELS[String(entry?.['level'])];
  if (!entry || !level) return undefined;
  const cause = causeOf(entry);
  const message = entry['msg'];
  const text = [message, cause].filter((it) => typeof it === 'string' && it !== '').join(': ');
  return { level, text: shorten(text) };
}

/** What a process that could not start said to people: the lines that are not JSON, no stack. */
export function spokenLines(output: string): string[] {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('{') && !line.startsWith('at '));
}

function causeOf(entry: Record<string, unknown>): string {
  const error = entry['err'] ?? entry['error'] ?? entry['reason'];
  if (typeof error === 'string') return error;
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : '';
}

function shorten(text: string): string {
  const [first = ''] = text.split('\n');
  return first.length > LONGEST_TEXT ? `${first.slice(0, LONGEST_TEXT - 1)}…` : first;
}

function parseEntry(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
