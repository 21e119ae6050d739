import type { FastifyReply } from 'fastify';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document';
import type { ProblemError } from './problem-error';
import { toProblem } from './to-problem';

export const CORRELATION_HEADER = 'x-correlation-id';

/**
 * Answers a request with the problem that an error stands for; a defect is logged on the way. Does
 * nothing when an answer is under way already.
 */
export function replyWithError(reply: FastifyReply, error: unknown): void {
  replyWithProblem(reply, toProblem(error));
}

/** Answers a request with a problem document; nothing when an answer is under way already. */
export function replyWithProblem(reply: FastifyReply, problem: ProblemError): void {
  if (reply.sent || reply.raw.headersSent) return;
  const { id: correlationId, raw } = reply.request;
  const document = problemDocument(problem, { target: raw.url ?? '/', correlationId });
  reply.code(document.status).headers(problem.headers);
  reply.header(CORRELATION_HEADER, correlationId).type(PROBLEM_MEDIA_TYPE);
  // As bytes: Fastify appends a charset to the media type of JSON text, which has no such parameter.
  reply.send(Buffer.from(JSON.stringify(document)));
}
