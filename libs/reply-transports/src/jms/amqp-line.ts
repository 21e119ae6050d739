import { once } from 'node:events';
import { type Connection, create_container } from 'rhea';
import { within } from '../within';
import { amqpOptions } from './amqp-url';

/** Told what becomes of a line; neither throws. */
export interface AmqpLineListener {
  /** A fresh connection without links. */
  up(connection: Connection): void;
  /** It is gone, with its links and all that was on its way. */
  down(): void;
}

const CONNECT_TIMEOUT_MS = 3_000;
const CLOSE_TIMEOUT_MS = 2_000;
const RETRY_PAUSE_MS = 250;

/** Keeps one connection to a broker that speaks AMQP 1.0, replaced whenever it breaks. */
export class AmqpLine {
  private connection: Connection | undefined;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;
  private isUp = false;

  constructor(
    private readonly amqpUrl: string,
    private readonly clientName: string,
    private readonly listener: AmqpLineListener,
  ) {
    this.connect();
  }

  /** Gives up on the connection as it is; another one comes. */
  readonly renew = (): void => {
    if (this.connection) breakOff(this.connection);
  };

  /** Takes leave of the broker politely if it is there. Idempotent, never rejects. */
  async close(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    const { connection } = this;
    if (!connection) return;
    if (this.isUp) {
      const closed = once(connection, 'connection_close');
      connection.close();
      await within(CLOSE_TIMEOUT_MS, closed, 'taking leave of a broker').catch(() => undefined);
    }
    this.drop();
  }

  /** Ends it at once, as the death of the process would. */
  drop(): void {
    this.ended = true;
    clearTimeout(this.timer);
    if (this.connection) breakOff(this.connection);
  }

  private connect(): void {
    // A container of its own: an event that nobody listens to goes there, and would throw at last.
    const container = create_container({ id: `${this.clientName}-${process.pid}-${++serial}` });
    container.on('error', () => undefined);
    const connection = container.connect(amqpOptions(this.amqpUrl));
    this.connection = connection;
    this.timer = setTimeout(() => breakOff(connection), CONNECT_TIMEOUT_MS);
    connection.once('connection_open', () => this.opened(connection));
    connection.once('disconnected', () => this.lost(connection));
    for (const event of ['connection_close', 'connection_error', 'protocol_error', 'error']) {
      connection.on(event, () => breakOff(connection));
    }
  }

  private opened(connection: Connection): void {
    clearTimeout(this.timer);
    this.isUp = true;
    this.listener.up(connection);
  }

  private lost(connection: Connection): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    clearTimeout(this.timer);
    if (this.isUp) this.listener.down();
    this.isUp = false;
    if (!this.ended) this.timer = setTimeout(() => this.connect(), RETRY_PAUSE_MS);
  }
}

let serial = 0;

/** What rhea has no door to. */
interface Insides {
  socket?: { destroy(error: Error): void };
}

/** Only an error on its socket makes rhea clear its timers and say that the connection is gone. */
function breakOff(connection: Connection): void {
  const { socket } = connection as unknown as Insides;
  setImmediate(() => socket?.destroy(new Error('given up')));
}
