import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from './eventually';

export interface RawAnswer {
  status: number;
  /** Field names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** A connection on which a test says byte by byte what it likes, and reads what comes back. */
export class RawConnection {
  private received = '';
  /** Whether the server has ended the connection. */
  closed = false;
  /** How the connection broke; undefined while it is open or when it was ended in order. */
  error: Error | undefined;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => (this.received += text));
    socket.on('close', () => (this.closed = true)).on('error', (error) => (this.error = error));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const connection = new RawConnection(socket);
    await once(socket, 'connect');
    return connection;
  }

  send(bytes: string | Buffer): this {
    this.socket.write(bytes);
    return this;
  }

  /** All whole answers so far; `HEAD` answers only when they are the last ones. */
  answers(): RawAnswer[] {
    return readAnswers(this.received);
  }

  /** Waits until so many answers have come. */
  async take(count: number, timeoutMs = 5_000): Promise<RawAnswer[]> {
    return eventually(() => atLeast(count, this.answers(), this.received), { timeoutMs });
  }

  async untilClosed(timeoutMs = 5_000): Promise<RawAnswer[]> {
    return eventually(() => ended(this.closed, this.answers()), { timeoutMs });
  }

  close(): void {
    this.socket.destroy();
  }
}

function atLeast(count: number, answers: RawAnswer[], received: string): RawAnswer[] {
  if (answers.length >= count) return answers;
  throw new Error(`${answers.length} of ${count} answers came: ${received.slice(0, 2000)}`);
}

function ended(closed: boolean, answers: RawAnswer[]): RawAnswer[] {
  if (closed) return answers;
  throw new Error('the connection is still open');
}

function readAnswers(text: string): RawAnswer[] {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return [];
  const [statusLine = '', ...fields] = text.slice(0, headEnd).split('\r\n');
  const headers = Object.fromEntries(fields.map(readField));
  const bodyEnd = headEnd + 4 + Number(headers['content-length'] ?? 0);
  const body = text.slice(headEnd + 4, bodyEnd);
  const status = Number(statusLine.split(' ')[1]);
  return [{ status, headers, body }, ...readAnswers(text.slice(bodyEnd))];
}

function readField(field: string): [string, string] {
  const colon = field.indexOf(':');
  return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
}
