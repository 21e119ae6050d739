import { Admin, type Consumer } from '@platformatic/kafka';
import type { ReplyInbox } from '@sluice/replies';
import type { ReplyRig } from '@sluice/replies/testing';
import { startTestBroker } from '../../../../../test/support/broker-server';
import { kafkaClientOptions, type KafkaClientOptions } from '../kafka-client.options';
import { KafkaReplyOutbox } from '../kafka-reply.outbox';

/** A Kafka of its own, as the conformance suite drives it. */
export async function kafkaRig(
  createInbox: (client: KafkaClientOptions) => ReplyInbox,
): Promise<ReplyRig> {
  const broker = await startTestBroker('kafka');
  const client = kafkaClientOptions(broker.url, 'rig');
  const injector = new KafkaReplyOutbox(client);
  const abandoned = new Set<string>();
  return {
    createInbox: () => createInbox(client),
    createOutbox: () => new KafkaReplyOutbox(client),
    inject: (address, text, correlationId) => injector.sendText(address, text, correlationId),
    crash: async (inbox) => void abandoned.add(await crashKafkaInbox(inbox)),
    restartBroker: () => broker.restart(),
    leftovers: async () => (await groupsOf(client)).filter((group) => !abandoned.has(group)),
    async stop() {
      await injector.close();
      await broker.stop();
    },
  };
}

/** Consumer groups that the broker knows. */
export async function groupsOf(client: KafkaClientOptions): Promise<string[]> {
  const admin = new Admin(client);
  try {
    return [...(await admin.listGroups()).keys()];
  } finally {
    await admin.close();
  }
}

/** Its connections end without a word of leave; gives the group that it was in. */
export async function crashKafkaInbox(inbox: ReplyInbox): Promise<string> {
  const { reader, groupId } = inbox as unknown as {
    reader: { consumer: Consumer; close(): Promise<void> };
    groupId: string;
  };
  await reader.consumer.connections.close();
  await reader.close();
  return groupId;
}
