import { randomUUID } from 'node:crypto';
import { CORRELATION_ID_PATTERN, MESSAGE_HEADERS } from '@sluice/contracts';
import { ProblemError } from '@sluice/platform';
import { isMessageDestination } from '@sluice/reply-transports';
import type { OrderMessage } from './order-message';

/** Who is told what became of a submission. */
export interface ResponseTicket {
  /** Undefined: nobody. */
  destination: string | undefined;
  correlationId: string;
}

/** Where answers go; a name that no broker would take counts as none. */
export function readResponseTicket(message: OrderMessage): ResponseTicket {
  const replyTo = message.header(MESSAGE_HEADERS.replyTo);
  const given = message.header(MESSAGE_HEADERS.correlationId);
  return {
    destination: replyTo !== undefined && isMessageDestination(replyTo) ? replyTo : undefined,
    correlationId: given !== undefined && isCorrelationId(given) ? given : randomUUID(),
  };
}

/**
 * A client that names a destination or an id counts on them: a bad one is refused, not replaced.
 *
 * @throws ProblemError `invalid-request`
 */
export function checkResponseTicket(message: OrderMessage): void {
  const replyTo = message.header(MESSAGE_HEADERS.replyTo);
  if (replyTo !== undefined && !isMessageDestination(replyTo)) {
    throw new ProblemError('invalid-request', 'The header replyTo names no destination.');
  }
  const correlationId = message.header(MESSAGE_HEADERS.correlationId);
  if (correlationId === undefined || isCorrelationId(correlationId)) return;
  const detail = 'The header correlationId has to be 1 to 64 of A-Z a-z 0-9 . _ -';
  throw new ProblemError('invalid-request', detail);
}

function isCorrelationId(text: string): boolean {
  return CORRELATION_ID_PATTERN.test(text);
}
