import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubCall {
  orderId: string;
  body: string;
  headers: IncomingMessage['headers'];
  /** On the clock of `performance.now()`. */
  atMs: number;
}

export type StubAnswer = (response: ServerResponse, call: StubCall, nth: number) => void;

/** Answers after a while with 201. */
export function savesAfter(ms: number): StubAnswer {
  return (response) => void setTimeout(() => reply(response, 201, { saved: true }), ms);
}

export function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A backend over real HTTP that does what a test says and remembers what it saw. */
export class StubBackend {
  readonly calls: StubCall[] = [];
  mostAtOnce = 0;
  answer: StubAnswer = savesAfter(5);
  private atOnce = 0;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<StubBackend> {
    const server = createServer();
    const backend = new StubBackend(server);
    server.on('request', (request, response) => void backend.take(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return backend;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  forget(): void {
    this.calls.length = 0;
    this.mostAtOnce = 0;
    this.answer = savesAfter(5);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const atMs = performance.now();
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    response.once('close', () => (this.atOnce -= 1));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = {
      orderId: String(request.headers['idempotency-key']),
      body: Buffer.concat(chunks).toString('utf8'),
      headers: request.headers,
      atMs,
    };
    this.calls.push(call);
    this.answer(response, call, this.calls.length);
  }
}
