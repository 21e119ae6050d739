import { connect, headers as createHeaders, type NatsConnection } from '@nats-io/transport-node';
import { within } from '../within';
import { NATS_PATIENCE } from './nats-patience';
import { MessagePublisher, type OutgoingMessage } from './message-publisher.port';

const PUBLISH_TIMEOUT_MS = 4_000;
const CLOSE_TIMEOUT_MS = 2_000;
/** Sends to subjects of NATS, which keeps nothing: a message for which nobody listens is lost. */
export class NatsPublisher extends MessagePublisher {
  private readonly connecting: Promise<NatsConnection>;
  private connection: NatsConnection | undefined;

  constructor(natsUrl: string) {
    super();
    this.connecting = connect({ servers: natsUrl, ...NATS_PATIENCE });
    this.connecting.then(
      (connection) => (this.connection = connection),
      () => undefined,
    );
  }

  async publish(message: OutgoingMessage): Promise<void> {
    await within(PUBLISH_TIMEOUT_MS, this.send(message), 'publishing to NATS');
  }

  async close(): Promise<void> {
    const closing = this.connection?.close() ?? Promise.resolve();
    await within(CLOSE_TIMEOUT_MS, closing, 'closing NATS').catch(() => undefined);
  }

  /** The server answers a flush after all that was published before it. */
  private async send({ destination, body, headers }: OutgoingMessage): Promise<void> {
    const connection = await this.connecting;
    const fields = createHeaders();
    for (const [name, value] of Object.entries(headers)) fields.set(name, value);
    connection.publish(destination, body, { headers: fields });
    await connection.flush();
  }
}
