import { type Dispatcher, Pool } from 'undici';
import { ExchangeHandler } from '../exchange.handler';
import type { AuthAnswer } from './auth-answer';
import { authAnswerOf } from './auth-answer.mapper';
import { type AuthCall, AuthClient } from './auth-client.port';

export interface AuthClientOptions {
  /** Base URL; calls go to `<url>/auth/…`. */
  readonly url: string;
  /** Connections at most, further calls wait for one. */
  readonly connections: number;
}

const CAPS = { bodyTimeMs: 1_000, explanationTimeMs: 1_000, bodyBytes: 16 * 1_024 };
const CONNECT_TIMEOUT_MS = 3_000;

/** The auth service over HTTP/1.1 with keep-alive. */
export class UndiciAuthClient extends AuthClient {
  private readonly pool: Pool;
  private readonly base: string;

  constructor({ url, connections }: AuthClientOptions) {
    super();
    const { origin, pathname } = new URL(url);
    this.base = `${pathname.replace(/\/+$/, '')}/auth`;
    this.pool = new Pool(origin, {
      connections,
      pipelining: 1,
      allowH2: false,
      connectTimeout: CONNECT_TIMEOUT_MS,
      // The exchange keeps its own, exact time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  override unlink(member: string, call: AuthCall): Promise<AuthAnswer> {
    const path = `${this.base}/members/${encodeURIComponent(member)}/sso`;
    return this.exchange({ method: 'DELETE', path }, call);
  }

  override unlinkAll(members: readonly string[], call: AuthCall): Promise<AuthAnswer> {
    const body = JSON.stringify({ members });
    return this.exchange({ method: 'POST', path: `${this.base}/unlink`, body }, call);
  }

  /** Cuts every connection. Idempotent. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async exchange(
    request: { method: 'DELETE' | 'POST'; path: string; body?: string },
    { correlationId, timeoutMs, signal }: AuthCall,
  ): Promise<AuthAnswer> {
    const handler = new ExchangeHandler({ ...CAPS, timeoutMs });
    const headers: Dispatcher.DispatchOptions['headers'] = {
      accept: 'application/json',
      'x-correlation-id': correlationId,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    if (signal?.aborted === true) handler.giveUp();
    else this.pool.dispatch({ ...request, headers, idempotent: false }, handler);
    signal?.addEventListener('abort', handler.giveUp, { once: true });
    const exchange = await handler.done;
    signal?.removeEventListener('abort', handler.giveUp);
    return authAnswerOf(exchange, Date.now());
  }
}
