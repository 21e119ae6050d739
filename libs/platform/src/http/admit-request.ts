import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { ProblemError } from '../problems/problem-error';
import { CORRELATION_HEADER } from '../problems/problem.reply';
import { runWithCorrelation } from '../logging/correlation';
import type { RouteTable } from './routing/route-table';
import { answerUnrouted } from './routing/unrouted';
import { SECURITY_HEADERS } from './security-headers';

/** RFC 9110 §4.1 asks for 8000 octets at least. */
export const MAX_TARGET_LENGTH = 8192;

/**
 * The first hook of every request: names it, refuses what is no proper HTTP request but gets past
 * the parser, and answers what no route takes before its body is read.
 */
export function admission(routes: RouteTable): onRequestHookHandler {
  return (request, reply, done) => {
    reply.header(CORRELATION_HEADER, request.id).headers(SECURITY_HEADERS);
    const problem = requestProblem(request);
    if (problem) return done(problem);
    if (request.is404 || !isRoutable(request.raw.url))
      return answerUnrouted(routes, request, reply);
    runWithCorrelation(request.id, done);
  };
}

/** The router takes `*orders` for `/orders`. */
function isRoutable(target = ''): boolean {
  return target.startsWith('/') || /^https?:\/\//i.test(target);
}

function requestProblem({ raw }: FastifyRequest): ProblemError | undefined {
  if ((raw.url ?? '').length > MAX_TARGET_LENGTH) return new ProblemError('uri-too-long');
  const hosts = countHosts(raw.rawHeaders);
  if (hosts === 1 || (hosts === 0 && raw.httpVersion === '1.0')) return undefined;
  return new ProblemError('malformed-http', 'Exactly one Host header field is required');
}

/** Over the fields as they came: Node keeps only the first of several. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') count++;
  }
  return count;
}
