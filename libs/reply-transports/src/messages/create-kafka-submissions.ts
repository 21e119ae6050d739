import type { KafkaSubmissions, KafkaSubmissionsOptions } from '../kafka/kafka-submissions';

/** A reader of a Kafka topic, which begins at once; Kafka's client is loaded only now. */
export async function createKafkaSubmissions(
  options: KafkaSubmissionsOptions,
): Promise<KafkaSubmissions> {
  const { KafkaSubmissions: Submissions } = await import('../kafka/kafka-submissions.ts');
  return new Submissions(options);
}
