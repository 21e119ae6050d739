import { once } from 'node:events';
import { type Connection, create_container, type EventContext, type Sender } from 'rhea';
import { amqpOptions } from '../amqp-url';

/** Operations of an Artemis broker, called over its management address. */
export class ArtemisManagement {
  private constructor(
    private readonly connection: Connection,
    private readonly sender: Sender,
    private readonly replyTo: string,
  ) {}

  static async connect(amqpUrl: string): Promise<ArtemisManagement> {
    const connection = create_container().connect(amqpOptions(amqpUrl));
    connection.on('disconnected', () => undefined);
    const receiver = connection.open_receiver({ source: { address: '', dynamic: true } });
    await once(receiver, 'receiver_open');
    const sender = connection.open_sender('activemq.management');
    await once(sender, 'sendable');
    return new ArtemisManagement(connection, sender, receiver.source.address);
  }

  /** All queues but the broker's own and ours. */
  async queues(): Promise<string[]> {
    const names = (await this.call('broker', 'getQueueNames')) as string[];
    return names.filter((name) => name !== this.replyTo && !/^(activemq|\$sys)\./.test(name));
  }

  /** How many links read a queue; 0 when there is none. */
  async consumersOf(queue: string): Promise<number> {
    const all = await this.queues();
    if (!all.includes(queue)) return 0;
    return Number(await this.call(`queue.${queue}`, 'getConsumerCount'));
  }

  /** Messages that nobody has read. */
  async unreadIn(queue: string): Promise<number> {
    return Number(await this.call(`queue.${queue}`, 'getMessageCount'));
  }

  async close(): Promise<void> {
    const closed = once(this.connection, 'connection_close');
    this.connection.close();
    await closed;
  }

  private async call(resource: string, operation: string): Promise<unknown> {
    const answered = once(this.connection, 'message') as Promise<[EventContext]>;
    this.sender.send({
      reply_to: this.replyTo,
      application_properties: { _AMQ_ResourceName: resource, _AMQ_OperationName: operation },
      body: '[]',
    });
    const [{ message }] = await answered;
    const [value] = JSON.parse(String(message?.body)) as unknown[];
    return value;
  }
}
