import { request } from 'node:http';

export interface HttpAnswer {
  status: number;
  body: string;
}

export interface HttpRequestOptions {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

/** One small request on a connection of its own: no pool that would keep a process alive. */
export function httpRequest(url: string, options: HttpRequestOptions = {}): Promise<HttpAnswer> {
  const { method = 'GET', json, timeoutMs = 2_000 } = options;
  const body = json === undefined ? undefined : JSON.stringify(json);
  const type: Record<string, string> =
    body === undefined ? {} : { 'content-type': 'application/json' };
  const headers = { ...type, ...options.headers };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const call = request(url, { method, headers, agent: false, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    });
    call.once('error', reject);
    call.end(body);
  });
}
