import { STATUS_CODES } from 'node:http';
import { PROBLEM_MEDIA_TYPE, problemDocument } from '../../problems/problem-document';
import type { ProblemError } from '../../problems/problem-error';
import { SECURITY_HEADERS } from '../security-headers';

/** What could be learned about a request that never became one. */
export interface RawRequest {
  method: string;
  target: string;
  correlationId: string;
}

/** A whole HTTP/1.1 answer, for sockets that have no response object; it ends the connection. */
export function rawProblem(problem: ProblemError, request: RawRequest): string {
  const document = problemDocument(problem, request);
  const body = JSON.stringify(document);
  const fields = {
    ...SECURITY_HEADERS,
    ...problem.headers,
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'Content-Length': String(Buffer.byteLength(body)),
    'X-Correlation-Id': request.correlationId,
    Date: new Date().toUTCString(),
    Connection: 'close',
  };
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}\r\n`;
  return `${status}${head.join('')}\r\n${request.method === 'HEAD' ? '' : body}`;
}
