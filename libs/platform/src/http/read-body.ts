import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../problems/problem-error';

/** How much of a refused body is read and thrown away, to keep the connection; then it is cut. */
const DISCARD_LIMIT_BYTES = 4 * 1024 * 1024;

type OnBody = (body: Buffer | ProblemError) => void;

/** Collects the body of one request, or refuses it as soon as it is known to be over the limit. */
class BodyReader {
  private readonly chunks: Buffer[] = [];
  private receivedBytes = 0;
  private isSettled = false;

  constructor(
    private readonly payload: IncomingMessage,
    private readonly limitBytes: number,
    private readonly onBody: OnBody,
  ) {}

  start(): void {
    const announcedBytes = Number(this.payload.headers['content-length'] ?? 0);
    if (announcedBytes > this.limitBytes) this.refuse();
    this.payload.on('data', (chunk: Buffer) => this.take(chunk));
    this.payload.on('end', () => this.finish());
    this.payload.on('error', () => this.abort());
  }

  private take(chunk: Buffer): void {
    this.receivedBytes += chunk.length;
    if (this.receivedBytes > this.limitBytes) return this.discard();
    this.chunks.push(chunk);
  }

  private discard(): void {
    this.refuse();
    if (this.receivedBytes > DISCARD_LIMIT_BYTES) this.payload.destroy();
  }

  private finish(): void {
    const [first, second] = this.chunks;
    this.settle(first && !second ? first : Buffer.concat(this.chunks));
  }

  private refuse(): void {
    this.chunks.length = 0;
    this.settle(new ProblemError('body-too-large', `At most ${this.limitBytes} bytes are taken`));
  }

  /** The client is gone: nobody will read the answer, but the request must come to an end. */
  private abort(): void {
    this.settle(new ProblemError('malformed-http', 'The body ended early'));
  }

  private settle(body: Buffer | ProblemError): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.onBody(body);
  }
}

/**
 * Reads the body of a request up to a limit. `onBody` is called once, at once when the body is known
 * to be too large; what then still comes is read and thrown away, so that the client gets to read
 * the answer and can go on using its connection.
 */
export function readBody(payload: IncomingMessage, limitBytes: number, onBody: OnBody): void {
  new BodyReader(payload, limitBytes, onBody).start();
}
