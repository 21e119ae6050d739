import { addAbortSignal, Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Fault } from './fault-source.port';
import { replyWithBackendProblem } from './backend-problem';

const RETRY_AFTER_S = '1';
/** More than any caller should be willing to read. */
const HUGE_BYTES = 64 * 1024 * 1024;

/** Answers, or fails to, in the way that the profile asks for. */
export function replyWithFault(reply: FastifyReply, fault: Fault, ending: AbortSignal): void {
  switch (fault.kind) {
    case '500':
      return replyWithBackendProblem(reply, 500, 'Something broke in the backend.');
    case '429':
      reply.header('retry-after', RETRY_AFTER_S);
      return replyWithBackendProblem(reply, 429, 'Too many orders at once.');
    case '400':
      return replyWithBackendProblem(reply, 400, 'The backend does not take this order.');
    case 'reset':
      reply.hijack().request.raw.socket.resetAndDestroy();
      return;
    case 'hang':
      addAbortSignal(ending, reply.hijack().request.raw.socket);
      return;
    case 'garbage':
      return replyOddly(reply, fault, '{"orderId": <html><body>It works!</body>');
    case 'huge':
      return replyOddly(reply, fault, Readable.from(hugeText()));
  }
}

/** Only the body is odd: a head that says saved of what was not saved would be a lie, not a fault. */
function replyOddly(reply: FastifyReply, { when }: Fault, body: string | Readable): void {
  reply
    .code(when === 'after-commit' ? 201 : 500)
    .type('application/json')
    .send(body);
}

/** Well-formed JSON, if one waits for its end. */
function* hugeText(): Generator<string> {
  const chunk = 'x'.repeat(64 * 1024);
  yield '{"orderId":"';
  for (let sent = 0; sent < HUGE_BYTES; sent += chunk.length) yield chunk;
  yield '"}';
}
