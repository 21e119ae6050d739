import { connect } from 'amqplib';
import { DEAD_SUBMISSIONS_CHANNEL, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import { eventually } from '../support/eventually';
import { type Answer, answerOf, type MessageClient } from './message-client';

/** A client with a queue of its own, which goes with its connection. */
export async function rabbitmqClient(url: string): Promise<MessageClient> {
  const connection = await connect(url);
  connection.on('error', () => undefined);
  await eventually(() => queueIsThere(connection, SUBMISSIONS_CHANNEL), {
    timeoutMs: 20_000,
    intervalMs: 200,
  });
  const channel = await connection.createConfirmChannel();
  const { queue } = await channel.assertQueue('', { exclusive: true });
  const answers: Answer[] = [];
  await channel.consume(queue, (message) => {
    if (!message) return;
    const { correlationId, headers } = message.properties;
    answers.push(answerOf(headers?.['kind'], correlationId, message.content));
    channel.ack(message);
  });
  const dead = async () => (await channel.checkQueue(DEAD_SUBMISSIONS_CHANNEL)).messageCount;
  const deadBefore = await dead();
  return {
    destination: queue,
    answers,
    reconnects: false,
    async submit(body, { correlationId, replyTo, ...headers }) {
      channel.sendToQueue(SUBMISSIONS_CHANNEL, Buffer.from(body), {
        persistent: true,
        headers,
        ...(correlationId === undefined ? {} : { correlationId }),
        ...(replyTo === undefined ? {} : { replyTo }),
      });
      await channel.waitForConfirms();
    },
    buried: async () => (await dead()) - deadBefore,
    close: () => connection.close().catch(() => undefined),
  };
}

/** A check that fails closes its channel. */
export async function queueIsThere(
  connection: Awaited<ReturnType<typeof connect>>,
  queue: string,
): Promise<void> {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  await channel.checkQueue(queue);
  await channel.close();
}
