import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '../problems/problem-error';

const JSON_TYPE = 'application/json';

/** Spellings that nearly every client uses, so that most requests cost one comparison. */
const USUAL = new Set([JSON_TYPE, 'application/json; charset=utf-8']);

const IS_IDENTITY = /^\s*(identity)?\s*$/i;
const IS_CHUNKED = /^\s*chunked\s*$/i;

/**
 * The problem with how a body is labelled; undefined for unencoded JSON in UTF-8.
 *
 * @param more media types that are JSON for this request, beside `application/json`
 */
export function labelProblem(
  headers: IncomingHttpHeaders,
  more: readonly string[] = [],
): ProblemError | undefined {
  if (!isJsonMediaType(headers['content-type'] ?? '', more)) {
    return unsupported('accept', [JSON_TYPE, ...more].join(', '));
  }
  if (!IS_IDENTITY.test(headers['content-encoding'] ?? '')) {
    return unsupported('accept-encoding', 'identity');
  }
  const transferCoding = headers['transfer-encoding'];
  if (transferCoding === undefined || IS_CHUNKED.test(transferCoding)) return undefined;
  return new ProblemError('malformed-http', 'The only transfer coding known here is chunked');
}

function unsupported(header: string, value: string): ProblemError {
  return new ProblemError('unsupported-media-type', undefined, { headers: { [header]: value } });
}

function isJsonMediaType(contentType: string, more: readonly string[]): boolean {
  if (USUAL.has(contentType)) return true;
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  return [JSON_TYPE, ...more].includes(type.trim()) && parameters.every(isHarmless);
}

/** JSON knows no parameters; the one that would change its meaning is another charset. */
function isHarmless(parameter: string): boolean {
  const [name = '', value = ''] = parameter.split('=');
  return name.trim() !== 'charset' || /^\s*"?utf-?8"?\s*$/.test(value);
}
