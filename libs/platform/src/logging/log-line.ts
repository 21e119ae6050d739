/**
 * Characters that JSON lets through but that terminals or log shippers take for an end of line or a
 * command: DEL, the C1 controls, the Unicode line and paragraph separators, direction overrides.
 */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Shorter texts are words: cutting them out would garble every line and hide nothing. */
const SHORTEST_SECRET = 6;

let secrets: readonly string[] = [];

/**
 * Cuts these texts out of every log line of the process from now on. Adds to earlier ones;
 * idempotent. Texts under six characters are left.
 */
export function hideFromLogs(texts: readonly string[]): void {
  const long = texts.filter((text) => text.length >= SHORTEST_SECRET);
  const spelled = long.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  const all = new Set([...secrets, ...spelled]);
  secrets = [...all].sort((a, b) => b.length - a.length);
}

/** The last thing that happens to a line of JSON before it is written. */
export function cleanLine(line: string): string {
  const hidden = secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line);
  return hidden.replace(UNSAFE, escapeCharacter);
}

const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
