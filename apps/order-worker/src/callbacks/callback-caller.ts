import type { OnApplicationShutdown } from '@nestjs/common';
import { ExchangeHandler, parseRetryAfterMs } from '@sluice/backend-client';
import { publicConnector } from '@sluice/platform';
import { Agent, type buildConnector } from 'undici';

/** What a receiver made of a delivery; `why` says it where there is no status. */
export type CallbackAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly kind: 'unanswered'; readonly why: 'connect' | 'timeout' | 'broken' | 'unsigned' };

export interface CallbackCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CallerSettings {
  readonly timeoutMs: number;
  /** Makes the connections, to public addresses only unless told. */
  readonly connector?: buildConnector.connector;
}

/** Receivers have nothing to say but their status; what they say beyond is not read. */
const CAPS = { bodyTimeMs: 500, explanationTimeMs: 500, bodyBytes: 16 * 1_024 };
const CONNECT_TIMEOUT_MS = 5_000;
const MAX_HEADER_BYTES = 16 * 1_024;

/** Calls receivers over HTTP/1.1. Redirects are answers like any other: nobody is sent elsewhere. */
export class CallbackCaller implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(private readonly settings: CallerSettings) {
    const connect = settings.connector ?? publicConnector({ connectTimeoutMs: CONNECT_TIMEOUT_MS });
    this.agent = new Agent({
      connect,
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      // The exchange keeps its own, exact time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Never rejects, and takes no longer than the timeout. @param signal ends the call early */
  async call(call: CallbackCall, signal: AbortSignal): Promise<CallbackAnswer> {
    const handler = new ExchangeHandler({ ...CAPS, timeoutMs: this.settings.timeoutMs });
    if (signal.aborted) handler.giveUp();
    else this.dispatch(call, handler);
    signal.addEventListener('abort', handler.giveUp, { once: true });
    const { status, retryAfter, ending, sent } = await handler.done;
    signal.removeEventListener('abort', handler.giveUp);
    if (status !== undefined) return answered(status, retryAfter);
    if (ending === 'timeout') return { kind: 'unanswered', why: 'timeout' };
    return { kind: 'unanswered', why: sent ? 'broken' : 'connect' };
  }

  /** Cuts every connection, at the very end: nothing is under way any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private dispatch({ url, headers, body }: CallbackCall, handler: ExchangeHandler): void {
    const { origin, pathname, search } = new URL(url);
    const path = pathname + search;
    this.agent.dispatch(
      { origin, path, method: 'POST', headers, body, idempotent: false },
      handler,
    );
  }
}

function answered(status: number, retryAfter: string | undefined): CallbackAnswer {
  const retryAfterMs = parseRetryAfterMs(retryAfter, Date.now());
  return { kind: 'answered', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
