import { errors } from 'undici';

/** How an exchange of one request and one response ended, before anybody judges it. */
export interface Exchange {
  /** False only when it is certain that not one byte of the request was written. */
  readonly sent: boolean;
  /** Undefined until the response's head arrived whole. */
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
  /** As much of the body as arrived, up to the cap. */
  readonly body: Buffer;
  readonly ending: ExchangeEnding;
}

export type ExchangeEnding = 'complete' | 'timeout' | 'reset' | 'garbage' | 'too-large';

/** Whether a status says that what was asked for is done or under way (2xx). */
export function saysDone(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Why the wire gave up: a peer that does not speak HTTP is another fault than one that hangs up. */
export function endingOfFailure(error: unknown): ExchangeEnding {
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'timeout';
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return 'too-large';
  }
  return error instanceof errors.HTTPParserError ? 'garbage' : 'reset';
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
