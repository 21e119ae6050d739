import { connect } from 'amqplib';
import { eventually } from '../support/eventually';
import type { OpenWire } from './broker-wire';
import { queueIsThere } from './rabbitmq-client';

/** Headers that RabbitMQ itself adds to dead letters begin so. */
const BROKERS_OWN = 'x-';

export const rabbitmqWire: OpenWire = async (url, submissions, listener) => {
  const connection = await connect(url);
  await eventually(() => queueIsThere(connection, submissions), { timeoutMs: 20_000 });
  const channel = await connection.createConfirmChannel();
  return {
    async listen(address, isOwn) {
      if (isOwn) await channel.assertQueue(address, { exclusive: true });
      await channel.consume(address, (message) => {
        if (!message) return;
        const all = Object.entries<string>(message.properties.headers ?? {});
        const headers = Object.fromEntries(all.filter(([name]) => !name.startsWith(BROKERS_OWN)));
        listener(address, { headers, body: message.content.toString() });
        channel.ack(message);
      });
    },
    async send(address, { headers, body }) {
      channel.sendToQueue(address, Buffer.from(body), { headers });
      await channel.waitForConfirms();
    },
    close: () => connection.close(),
  };
};
