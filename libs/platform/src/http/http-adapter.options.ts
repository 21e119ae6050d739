import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { replyWithError } from '../problems/problem.reply';
import { MAX_TARGET_LENGTH } from './admit-request';
import { takeCorrelationId } from '../problems/correlation-id';
import { answerClientError } from './raw/client-error';

export interface HttpAdapterOptions {
  /** Largest body that is taken, in bytes; routes may differ by `@HttpRoute`. */
  bodyLimitBytes?: number;
  /** A request has to arrive whole within this time, body included; then 408. */
  requestTimeoutMs?: number;
  /** The head of a request has to arrive within this time; at most `requestTimeoutMs`. */
  headersTimeoutMs?: number;
  /** How often the two timeouts are looked at, and so how late they may strike. */
  connectionsCheckingIntervalMs?: number;
  /** How long a connection without a request is kept. */
  keepAliveTimeoutMs?: number;
  /** How long a client may leave its answer unread; an answer that is not ready is not meant. */
  unreadTimeoutMs?: number;
  /** Largest head of a request, in bytes; beyond it 431 or 414. */
  maxHeaderBytes?: number;
}

export const DEFAULT_HTTP_OPTIONS: Required<HttpAdapterOptions> = {
  bodyLimitBytes: 65_536,
  requestTimeoutMs: 30_000,
  headersTimeoutMs: 10_000,
  connectionsCheckingIntervalMs: 1000,
  keepAliveTimeoutMs: 72_000,
  unreadTimeoutMs: 60_000,
  maxHeaderBytes: 16_384,
};

/** Fastify's options for a server whose every answer is ours. */
export function fastifyOptions(options: Required<HttpAdapterOptions>): FastifyHttpOptions<Server> {
  return {
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: options.requestTimeoutMs,
    keepAliveTimeout: options.keepAliveTimeoutMs,
    return503OnClosing: false,
    genReqId: takeCorrelationId,
    frameworkErrors: (error, _request, reply) => replyWithError(reply, error),
    clientErrorHandler: answerClientError,
    routerOptions: { maxParamLength: MAX_TARGET_LENGTH },
    http: nodeOptions(options),
  };
}

function nodeOptions(options: Required<HttpAdapterOptions>) {
  return {
    requestTimeout: options.requestTimeoutMs,
    headersTimeout: options.headersTimeoutMs,
    connectionsCheckingInterval: options.connectionsCheckingIntervalMs,
    maxHeaderSize: options.maxHeaderBytes,
    // Node would answer a missing Host without a body; admission refuses it with a problem.
    requireHostHeader: false,
  };
}
