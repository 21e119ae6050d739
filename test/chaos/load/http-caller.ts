import { Agent, request } from 'undici';
import type { Failure, Outcome } from '../history/history-event.ts';

/** Beyond every budget of the contract: what is silent for so long has failed. */
const PATIENCE_MS = 12_000;
const CONNECT_TIMEOUT_MS = 3_000;

/** Headers that the checker reads. */
const KEPT_HEADERS = [
  'content-type',
  'location',
  'retry-after',
  'x-correlation-id',
  'idempotent-replayed',
];

export interface HttpCall {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends requests as independent clients do: never waiting for a connection of somebody else. */
export class HttpCaller {
  readonly #agent = new Agent({
    connections: null,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  /** Never rejects. */
  async call({ method, url, headers = {}, body }: HttpCall): Promise<Outcome> {
    try {
      const answer = await request(url, {
        method,
        headers,
        body: body ?? null,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: kept(answer.headers), body: parsed(text) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function kept(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const pairs = KEPT_HEADERS.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(pairs);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function failureOf(error: unknown): Failure {
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'TimeoutError') return 'silent';
  return code === 'ECONNREFUSED' || code === 'UND_ERR_CONNECT_TIMEOUT' ? 'refused' : 'broken';
}
