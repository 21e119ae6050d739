import { Admin } from '@platformatic/kafka';
import type { KafkaClientOptions } from './kafka-client.options';

/** A topic of ours, as it is made when it is missing. */
export interface KafkaTopic {
  name: string;
  partitions: number;
  /** After it, messages are deleted. */
  retentionMs: number;
}

/** Makes the topic unless there is one. Rejects when the brokers cannot be reached. */
export async function ensureKafkaTopic(
  options: KafkaClientOptions,
  { name, partitions, retentionMs }: KafkaTopic,
): Promise<void> {
  const configs = [
    { name: 'retention.ms', value: String(retentionMs) },
    { name: 'segment.ms', value: String(retentionMs) },
  ];
  await asAdmin(options, async (admin) => {
    const topics = await admin.listTopics();
    if (topics.includes(name)) return;
    await admin.createTopics({ topics: [name], partitions, configs }).catch(unlessThereIsOne);
  });
}

/** Deletes a consumer group that has no members any more. Never rejects: somebody else may have. */
export async function forgetKafkaGroup(
  options: KafkaClientOptions,
  groupId: string,
): Promise<void> {
  await asAdmin(options, (admin) => admin.deleteGroups({ groups: [groupId] })).catch(
    () => undefined,
  );
}

async function asAdmin<T>(
  options: KafkaClientOptions,
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = new Admin(options);
  try {
    return await work(admin);
  } catch (error) {
    const where = options.bootstrapBrokers.join(', ');
    throw new Error(`Kafka at ${where}: ${(error as Error).message}`, { cause: error });
  } finally {
    await admin.close();
  }
}

/** Gateways that start together all find it missing. */
function unlessThereIsOne(error: unknown): void {
  if (!errorNames(error).includes('TOPIC_ALREADY_EXISTS')) throw error;
}

function errorNames(error: unknown): string[] {
  const { apiId, errors = [] } = error as { apiId?: string; errors?: unknown[] };
  return [...(apiId === undefined ? [] : [apiId]), ...errors.flatMap(errorNames)];
}
