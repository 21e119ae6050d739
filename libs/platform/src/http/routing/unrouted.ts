import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../../problems/problem-document';
import { ProblemError } from '../../problems/problem-error';
import { CORRELATION_HEADER, replyWithProblem } from '../../problems/problem.reply';
import type { RouteTable } from './route-table';

/** Answers what no route takes: 404, 405 with `Allow`, and `OPTIONS` of what there is. */
export function answerUnrouted(
  table: RouteTable,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { method = 'GET', url = '/' } = request.raw;
  const allowed = url === '*' ? table.allowedAnywhere() : table.allowedFor(decoded(pathOf(url)));
  if (method === 'OPTIONS' && allowed) return answerOptions(request, reply, allowed);
  replyWithProblem(reply, unroutedProblem(method, allowed));
}

function unroutedProblem(method: string, allowed: string[] | undefined): ProblemError {
  if (!allowed || allowed.includes(method)) return new ProblemError('not-found');
  return methodNotAllowed(allowed);
}

/** The problem `method-not-allowed` with the `Allow` header that it has to have. */
export function methodNotAllowed(allowed: readonly string[]): ProblemError {
  const methods = allowed.join(', ');
  return new ProblemError('method-not-allowed', `Known methods are ${methods}`, {
    headers: { allow: methods },
  });
}

function answerOptions(request: FastifyRequest, reply: FastifyReply, allowed: string[]): void {
  reply.code(204).header(CORRELATION_HEADER, request.id).header('allow', allowed.join(', ')).send();
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
