import type { LogFields } from './logger.port';

const SECRET_NAME =
  /pass(word|wd|phrase)|secret|token|authorization|cookie|credential|api[-_]?key|private[-_]?key/i;
/** User and password inside a URL, wherever it stands in a text. */
const URL_USERINFO = /\/\/[^/\s@]*:[^/\s@]*@/g;

const MAX_DEPTH = 6;
const MAX_MEMBERS = 100;
const MAX_TEXT = 8192;

/**
 * A copy of `fields` that is safe to print: bounded in depth, width and text length, errors turned
 * into plain members, members named like secrets and passwords inside URLs cut out. Never throws.
 */
export function redactFields(fields: LogFields): Record<string, unknown> {
  try {
    return redactMembers(fields, 0);
  } catch {
    return { unloggable: true };
  }
}

/** Cuts passwords inside URLs out of a text and bounds its length. */
export function redactText(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return cut.replace(URL_USERINFO, '//[redacted]@');
}

function redactMembers(object: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(object).slice(0, MAX_MEMBERS);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      SECRET_NAME.test(name) ? '[redacted]' : redactValue(value, depth + 1),
    ]),
  );
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  return redactObject(value, depth);
}

function redactObject(value: object, depth: number): unknown {
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) {
    return value.slice(0, MAX_MEMBERS).map((item) => redactValue(item, depth + 1));
  }
  return redactMembers(value, depth);
}

/** Only these members: drivers hang the command with its arguments (a payload) on their errors. */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(code === undefined ? {} : { code: redactValue(code, depth + 1) }),
    ...(cause === undefined ? {} : { cause: redactValue(cause, depth + 1) }),
  };
}
