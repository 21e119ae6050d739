import { type ClientOptions, DEFAULT_RETRY, type RetryLimits } from './client-options.ts';
import { retrying } from './retrying.ts';
import { SluiceConnectionError } from './sluice-connection-error.ts';
import { SluiceProblem } from './sluice-problem.ts';
import { TimeLimit } from './time-limit.ts';

/** One request, as often as it has to be sent. */
export interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  /** JSON text. */
  body?: string;
  /** How long the gateway was asked to hold its answer. */
  waitMs?: number;
  /** Whether only the deadline ends it, however many attempts that takes. */
  isPatient?: boolean;
  signal?: AbortSignal | undefined;
}

/** An answer that is no problem. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Sends requests to one gateway and turns what comes back into answers and errors. */
export class GatewayConnection {
  readonly limits: RetryLimits;
  private readonly root: string;
  private readonly headers: Headers;
  private readonly fetch: typeof globalThis.fetch;

  /** @throws TypeError for a URL or a key that can never work */
  constructor({ baseUrl, apiKey, fetch, retry }: ClientOptions) {
    this.root = new URL(baseUrl).href.replace(/\/+$/, '');
    this.headers = new Headers(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` });
    // In a browser fetch has to be called as the window's.
    this.fetch = fetch ?? globalThis.fetch.bind(globalThis);
    this.limits = { ...DEFAULT_RETRY, ...retry };
  }

  /**
   * Sends until there is an answer.
   *
   * @throws SluiceProblem, SluiceConnectionError, or the reason of the signal
   */
  call(call: Call): Promise<Answer> {
    const waitMs = call.waitMs ?? 0;
    const attempts = call.isPatient ? Infinity : this.limits.attempts;
    const limits = { ...this.limits, attempts, deadlineMs: this.limits.deadlineMs + waitMs };
    return retrying(
      (leftMs) => this.exchange(call, Math.min(leftMs, limits.attemptTimeoutMs + waitMs)),
      limits,
      call.signal,
    );
  }

  /** Sends once and gives the answer when its head is there. @throws as {@link call} does */
  async open(call: Call, limit: TimeLimit): Promise<Response> {
    const request = this.requestInit(call, limit.signal);
    try {
      return await this.fetch(this.root + call.path, request);
    } catch (error) {
      call.signal?.throwIfAborted();
      throw new SluiceConnectionError(`no answer from ${this.root}`, { cause: error });
    }
  }

  private async exchange(call: Call, timeoutMs: number): Promise<Answer> {
    call.signal?.throwIfAborted();
    const limit = new TimeLimit(call.signal);
    limit.restart(timeoutMs);
    try {
      return await readAnswer(await this.open(call, limit), call);
    } finally {
      limit.stop();
    }
  }

  private requestInit({ method, headers, body }: Call, signal: AbortSignal): RequestInit {
    const all = new Headers(this.headers);
    for (const [name, value] of Object.entries(headers ?? {})) all.set(name, value);
    if (body !== undefined) all.set('content-type', 'application/json');
    if (!all.has('accept')) all.set('accept', 'application/json, application/problem+json');
    // A redirect would carry the key somewhere else, or turn a POST into a GET.
    return { method, headers: all, signal, redirect: 'error', ...(body ? { body } : {}) };
  }
}

/** @throws SluiceProblem for a status from 400 on; SluiceConnectionError when the body breaks off */
export async function readAnswer(response: Response, call: Call): Promise<Answer> {
  const { status, headers } = response;
  const body = parse(await readText(response, call));
  if (status >= 400 || body === undefined) throw new SluiceProblem(status, headers, body);
  return { status, headers, body };
}

async function readText(response: Response, { signal }: Call): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw new SluiceConnectionError('the answer broke off', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
