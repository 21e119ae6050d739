import { ServerResponse, type IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import { SECURITY_HEADERS } from '../http/security-headers';
import { currentCorrelationId } from '../logging/correlation';
import { takeCorrelationId } from './correlation-id';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document';
import type { ProblemError } from './problem-error';
import { toProblem } from './to-problem';

export const CORRELATION_HEADER = 'x-correlation-id';

/**
 * Answers a request with the problem that an error stands for; a defect is logged on the way. An
 * answer that is under way already is cut: the client must not take it for whole. Nest hands its
 * middlewares Node's response in place of Fastify's reply.
 */
export function replyWithError(reply: FastifyReply | ServerResponse, error: unknown): void {
  const problem = toProblem(error);
  if (reply instanceof ServerResponse) respondWithProblem(reply, problem);
  else replyWithProblem(reply, problem);
}

/** Answers a request with a problem document; cuts an answer that is under way already. */
export function replyWithProblem(reply: FastifyReply, problem: ProblemError): void {
  if (reply.sent || reply.raw.headersSent) return cut(reply.raw);
  const { id: correlationId, raw } = reply.request;
  const document = problemDocument(problem, { target: raw.url ?? '/', correlationId });
  reply.code(document.status).headers(SECURITY_HEADERS).headers(problem.headers);
  reply.header(CORRELATION_HEADER, correlationId).type(PROBLEM_MEDIA_TYPE);
  // As bytes: Fastify appends a charset to the media type of JSON text, which has no such parameter.
  reply.send(Buffer.from(JSON.stringify(document)));
}

function respondWithProblem(response: ServerResponse, problem: ProblemError): void {
  if (response.headersSent) return cut(response);
  const request: IncomingMessage & { originalUrl?: string } = response.req;
  const correlationId = currentCorrelationId() ?? takeCorrelationId(request);
  const target = request.originalUrl ?? request.url ?? '/';
  const document = problemDocument(problem, { target, correlationId });
  const fields = { 'content-type': PROBLEM_MEDIA_TYPE, [CORRELATION_HEADER]: correlationId };
  response.writeHead(document.status, { ...SECURITY_HEADERS, ...problem.headers, ...fields });
  response.end(JSON.stringify(document));
}

function cut(response: ServerResponse): void {
  if (!response.writableEnded) response.destroy();
}
