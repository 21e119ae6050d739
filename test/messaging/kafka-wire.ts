import { randomUUID } from 'node:crypto';
import {
  Admin,
  Consumer,
  Producer,
  stringDeserializers,
  stringSerializers,
} from '@platformatic/kafka';
import { eventually } from '../support/eventually';
import type { CarriedListener, OpenWire } from './broker-wire';

type Options = ReturnType<typeof optionsOf>;

export const kafkaWire: OpenWire = async (url, submissions, listener) => {
  const options = optionsOf(url);
  const admin = new Admin(options);
  await eventually(async () => expect(await admin.listTopics()).toContain(submissions), {
    timeoutMs: 30_000,
    intervalMs: 200,
  });
  const producer = new Producer({ ...options, serializers: stringSerializers });
  const consumers: Consumer<string, string, string, string>[] = [];
  return {
    async listen(topic) {
      await ensureTopic(admin, topic);
      consumers.push(await follow(options, topic, listener));
    },
    async send(topic, { headers, body }) {
      await producer.send({ messages: [{ topic, value: body, headers }], acks: -1 });
    },
    async close() {
      await producer.close(true);
      await Promise.all(consumers.map((consumer) => consumer.close(true)));
      await admin.close();
    },
  };
};

function optionsOf(url: string) {
  return { clientId: 'wire', bootstrapBrokers: [url], retries: 3, retryDelay: 200 };
}

/** Ways of routing replies that are not chosen leave their topics to nobody. */
async function ensureTopic(admin: Admin, topic: string): Promise<void> {
  if ((await admin.listTopics()).includes(topic)) return;
  await admin.createTopics({ topics: [topic], partitions: 1 });
}

async function follow(options: Options, topic: string, listener: CarriedListener) {
  const consumer = new Consumer({
    ...options,
    groupId: `wire-${randomUUID()}`,
    deserializers: stringDeserializers,
    maxWaitTime: 200,
  });
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
  stream.on('data', ({ value, headers }) => {
    listener(topic, { headers: Object.fromEntries(headers), body: value });
  });
  return consumer;
}
