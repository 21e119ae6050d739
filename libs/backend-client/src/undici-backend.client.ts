import { Pool } from 'undici';
import { answerOf } from './answer.mapper';
import type { BackendAnswer } from './backend-answer';
import { BackendClient, type SaveOrderRequest } from './backend-client.port';
import { type ExchangeCaps, ExchangeHandler } from './exchange.handler';

/** Settings of the way to the backend. */
export interface BackendClientOptions {
  /** Base URL; orders go to `<url>/orders`. */
  readonly url: string;
  /** Connections at most, further calls wait for one; unset: as many as there are calls. */
  readonly connections?: number;
  readonly connectTimeoutMs?: number;
}

const CAPS = { bodyTimeMs: 10_000, explanationTimeMs: 1_000, bodyBytes: 64 * 1024 };
const CONNECT_TIMEOUT_MS = 3_000;
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * The backend over HTTP/1.1 with keep-alive. A connection that the backend closed while it was idle
 * gives doubt as soon as undici began to write on it: undici alone knows what left the machine.
 */
export class UndiciBackendClient extends BackendClient {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(options: BackendClientOptions) {
    super();
    const url = new URL(options.url);
    this.path = `${url.pathname.replace(/\/+$/, '')}/orders`;
    this.pool = new Pool(url.origin, {
      connections: options.connections ?? null,
      pipelining: 1,
      allowH2: false,
      connectTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
      // The exchange keeps its own, exact time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  async saveOrder(request: SaveOrderRequest): Promise<BackendAnswer> {
    const { signal } = request;
    const caps: ExchangeCaps = { ...CAPS, timeoutMs: request.timeoutMs };
    const handler = new ExchangeHandler(caps);
    if (signal?.aborted === true) handler.giveUp();
    else this.dispatch(request, handler);
    signal?.addEventListener('abort', handler.giveUp, { once: true });
    const exchange = await handler.done;
    signal?.removeEventListener('abort', handler.giveUp);
    return answerOf(exchange, Date.now());
  }

  /** Cuts every connection; calls under way end in doubt. Idempotent. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private dispatch(request: SaveOrderRequest, handler: ExchangeHandler): void {
    this.pool.dispatch(
      {
        method: 'POST',
        path: this.path,
        headers: headersOf(request),
        body: request.orderJson,
        idempotent: false,
      },
      handler,
    );
  }
}

function headersOf(request: SaveOrderRequest): Record<string, string> {
  const { traceparent } = request;
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'idempotency-key': request.orderId,
    'sluice-epoch': String(request.epoch),
    'x-correlation-id': request.correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
