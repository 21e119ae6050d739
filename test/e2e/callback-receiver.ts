import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export const CALLBACK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A callback whose signature was checked. */
export interface Callback {
  id: string;
  headers: Record<string, string>;
  order: Record<string, unknown>;
}

/** A client's receiver of callbacks, as the receiver's guide tells to write one. */
export class CallbackReceiver {
  readonly callbacks: Callback[] = [];
  /** Reasons for which callbacks were refused. */
  readonly refusals: unknown[] = [];
  answer: (response: ServerResponse) => void = (response) => void response.writeHead(204).end();
  private readonly webhook = new Webhook(CALLBACK_SECRET);

  private constructor(private readonly server: Server) {}

  static async start(): Promise<CallbackReceiver> {
    const server = createServer();
    const receiver = new CallbackReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        receiver.take(Buffer.concat(chunks).toString('utf8'), headers);
        receiver.answer(response);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/orders`;
  }

  /** Of one order, in the order in which they came; a repeated delivery once. */
  of(orderId: unknown): Callback[] {
    const own = this.callbacks.filter(({ order }) => order['id'] === orderId);
    return [...new Map(own.map((callback) => [callback.id, callback])).values()];
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(body: string, headers: Record<string, string>): void {
    try {
      const order = this.webhook.verify(body, headers) as Record<string, unknown>;
      this.callbacks.push({ id: headers['webhook-id'] ?? '', headers, order });
    } catch (error) {
      this.refusals.push(error);
    }
  }
}
