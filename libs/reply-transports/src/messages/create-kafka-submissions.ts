import type { KafkaSubmissions } from '../kafka/kafka-submissions';
import type { KafkaSubmissionsOptions } from '../kafka/kafka-submissions.options';

/** A reader of a Kafka topic, which begins at once; Kafka's client is loaded only now. */
export async function createKafkaSubmissions(
  options: KafkaSubmissionsOptions,
): Promise<KafkaSubmissions> {
  const { KafkaSubmissions: Submissions } = await import('../kafka/kafka-submissions.ts');
  return new Submissions(options);
}
