import { randomUUID } from 'node:crypto';
import {
  Admin,
  Consumer,
  Producer,
  stringDeserializers,
  stringSerializers,
} from '@platformatic/kafka';
import { DEAD_SUBMISSIONS_CHANNEL, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import { eventually } from '../support/eventually';
import { type Answer, answerOf, type MessageClient } from './message-client';

/** A client with a topic of its own. */
export async function kafkaClient(url: string): Promise<MessageClient> {
  const options = { clientId: 'client', bootstrapBrokers: [url], retries: 3, retryDelay: 200 };
  const destination = `answers-${randomUUID()}`;
  const admin = new Admin(options);
  await admin.createTopics({ topics: [destination], partitions: 1 });
  await eventually(
    async () => {
      const topics = await admin.listTopics();
      expect(topics).toEqual(
        expect.arrayContaining([SUBMISSIONS_CHANNEL, DEAD_SUBMISSIONS_CHANNEL]),
      );
    },
    { timeoutMs: 30_000, intervalMs: 200 },
  );
  await admin.close();
  const answers: Answer[] = [];
  let dead = 0;
  const consumer = new Consumer({
    ...options,
    groupId: destination,
    deserializers: stringDeserializers,
    maxWaitTime: 200,
  });
  const [own, buried] = await Promise.all([
    consumer.consume({ topics: [destination], mode: 'earliest', autocommit: false }),
    consumer.consume({ topics: [DEAD_SUBMISSIONS_CHANNEL], mode: 'latest', autocommit: false }),
  ]);
  own.on('data', ({ value, headers }) => {
    answers.push(answerOf(headers.get('kind'), headers.get('correlationId'), Buffer.from(value)));
  });
  buried.on('data', () => (dead += 1));
  const producer = new Producer({ ...options, serializers: stringSerializers });
  return {
    destination,
    answers,
    reconnects: false,
    async submit(value, headers) {
      await producer.send({ messages: [{ topic: SUBMISSIONS_CHANNEL, value, headers }], acks: -1 });
    },
    buried: () => Promise.resolve(dead),
    async close() {
      await producer.close(true);
      await consumer.close(true);
    },
  };
}
