import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export const CALLBACK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A callback as a receiver sees it. */
export interface ReceivedCallback {
  id: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Undefined when the signature does not convince. */
  order: Record<string, unknown> | undefined;
  atMs: number;
}

export type ReceiverAnswer = (response: ServerResponse, callback: ReceivedCallback) => void;

export const answers =
  (status: number, headers: Record<string, string> = {}): ReceiverAnswer =>
  (response) =>
    void response.writeHead(status, headers).end();

/** A client's receiver over real HTTP that checks signatures and remembers what it got. */
export class StubReceiver {
  readonly callbacks: ReceivedCallback[] = [];
  answer: ReceiverAnswer = answers(204);

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StubReceiver> {
    const server = createServer();
    const receiver = new StubReceiver(server);
    server.on('request', (request, response) => void receiver.take(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook?from=sluice`;
  }

  /** Distinct deliveries, in the order in which they first came. */
  get deliveryIds(): string[] {
    return [...new Set(this.callbacks.map(({ id }) => id))];
  }

  forget(): void {
    this.callbacks.length = 0;
    this.answer = answers(204);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const headers = request.headers as Record<string, string>;
    const callback: ReceivedCallback = {
      id: headers['webhook-id'] ?? '',
      path: request.url ?? '',
      headers,
      body,
      order: verified(body, headers),
      atMs: performance.now(),
    };
    this.callbacks.push(callback);
    this.answer(response, callback);
  }
}

function verified(body: string, headers: Record<string, string>): ReceivedCallback['order'] {
  try {
    return new Webhook(CALLBACK_SECRET).verify(body, headers) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
