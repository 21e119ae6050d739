import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemCode } from '@sluice/contracts';
import { ProblemError } from '../../problems/problem-error';
import { MAX_TARGET_LENGTH } from '../admit-request';
import { endSocket } from './end-socket';
import { rawProblem } from './raw-problem';
import { rawRequestOf, readRawRequest } from './read-raw-request';

export interface ClientError extends Error {
  code?: string;
  /** The bytes at which Node's parser gave up: a Buffer, whatever Fastify's types say. */
  rawPacket?: unknown;
}

/** Node's own bookkeeping: the response that the socket is to carry next. */
type HttpSocket = Socket & { _httpMessage?: (ServerResponse & { req: IncomingMessage }) | null };

const CODES: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body-too-large',
};

const condemned = new WeakSet<Socket>();

/**
 * Answers what never became a request (broken HTTP, oversized headers, a request that stalls) with
 * a problem and ends the connection. Answers that earlier requests on the connection still wait for
 * go out first, or the client would take this one for theirs.
 */
export function answerClientError(error: ClientError, socket: Socket): void {
  if (condemned.has(socket)) return;
  condemned.add(socket);
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  afterOwedAnswers(socket, () => answer(error, socket));
}

/** Calls back when every request that came whole has its answer. */
function afterOwedAnswers(socket: HttpSocket, callback: () => void): void {
  const owed = socket._httpMessage;
  if (!owed?.req.complete) return callback();
  owed.once('close', () => afterOwedAnswers(socket, callback));
}

function answer(error: ClientError, socket: HttpSocket): void {
  const broken = socket._httpMessage;
  if (broken?.headersSent) return endSocket(socket, '');
  const request = broken ? rawRequestOf(broken.req) : readRawRequest(packetOf(error));
  endSocket(socket, rawProblem(problemOf(error), request));
}

function problemOf(error: ClientError): ProblemError {
  const code = CODES[error.code ?? ''] ?? 'malformed-http';
  const isTarget = code === 'headers-too-large' && hasLongTarget(packetOf(error));
  return new ProblemError(isTarget ? 'uri-too-long' : code);
}

const packetOf = ({ rawPacket }: ClientError): Buffer | undefined =>
  Buffer.isBuffer(rawPacket) ? rawPacket : undefined;

function hasLongTarget(packet: Buffer | undefined): boolean {
  const [, target = ''] = /^[A-Z]+ (\S+)/.exec(packet?.toString('latin1') ?? '') ?? [];
  return target.length > MAX_TARGET_LENGTH;
}
