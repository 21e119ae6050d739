import { STATUS_CODES } from 'node:http';
import { PROBLEM_MEDIA_TYPE } from '@sluice/platform';
import type { FastifyReply } from 'fastify';

/**
 * Answers with a plain RFC 9457 problem. This is somebody else's API: its refusals know nothing of
 * Sluice's problem catalogue.
 */
export function replyWithBackendProblem(reply: FastifyReply, status: number, detail: string): void {
  const document = { type: 'about:blank', title: STATUS_CODES[status], status, detail };
  reply.code(status).type(PROBLEM_MEDIA_TYPE);
  // As bytes: Fastify would add a charset to text.
  reply.send(Buffer.from(JSON.stringify(document)));
}
