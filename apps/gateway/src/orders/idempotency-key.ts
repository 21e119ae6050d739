import { hash } from 'node:crypto';
import type { IdempotencyRecord } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';

/** RFC 8941 string: printable ASCII in quotes, `"` and `\` escaped. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/** Tolerated beside the quoted form: what clients send who never read the draft. */
const BARE = /^[\x21\x23-\x7e][\x21-\x7e]*$/;

const ESCAPE = /\\(["\\])/g;
const MOST_CHARACTERS = 255;

/** 128 bits keep apart what there will ever be of keys. */
const HASH_DIGITS = 32;

/**
 * The key inside an `Idempotency-Key` field.
 *
 * @throws ProblemError `invalid-request`
 */
export function readIdempotencyKey(field: string): string {
  const quoted = QUOTED.exec(field)?.[1]?.replace(ESCAPE, '$1');
  const key = quoted ?? (BARE.test(field) ? field : '');
  if (key.length >= 1 && key.length <= MOST_CHARACTERS) return key;
  throw new ProblemError(
    'invalid-request',
    `Idempotency-Key has to be a quoted string of 1 to ${MOST_CHARACTERS} printable ASCII characters.`,
  );
}

/** What is kept of a key: scoped by client, and neither key nor body can be read from it. */
export function idempotencyOf(client: string, key: string, bodyText: string): IdempotencyRecord {
  return { hash: digest(`${client}\n${key}`), fingerprint: digest(bodyText) };
}

function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, HASH_DIGITS);
}
