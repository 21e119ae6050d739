import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { DEAD_SUBMISSIONS_CHANNEL, MESSAGE_HEADERS, SUBMISSIONS_CHANNEL } from '@sluice/contracts';
import {
  createKafkaSubmissions,
  createMessagePublisher,
  type KafkaSubmission,
  type MessagePublisher,
  type MessagingSettings,
} from '@sluice/reply-transports';

const GROUP_ID = 'sluice-orders';

interface Running {
  submissions: { close(): Promise<void> };
  graveyard: MessagePublisher;
}

/**
 * A Nest transport over the same Kafka client as the replies; Nest's own needs one that nobody looks
 * after any more. One consumer group for all gateways; offsets are committed once all before them are
 * dealt with.
 */
export class KafkaOrdersServer extends Server implements CustomTransportStrategy {
  private running: Running | undefined;
  private complaint: string | null = null;

  constructor(private readonly settings: MessagingSettings) {
    super();
  }

  async listen(callback: () => void): Promise<void> {
    const graveyard = await createMessagePublisher('kafka', this.settings);
    const submissions = await createKafkaSubmissions({
      brokers: this.settings.kafkaBrokers,
      clientName: this.settings.clientName,
      topic: SUBMISSIONS_CHANNEL,
      deadLetterTopic: DEAD_SUBMISSIONS_CHANNEL,
      groupId: GROUP_ID,
      handle: (submission) => this.handleSubmission(submission, graveyard),
      onTrouble: (reason) => this.complain(reason),
    });
    this.running = { submissions, graveyard };
    callback();
  }

  async close(): Promise<void> {
    await this.running?.submissions.close();
    await this.running?.graveyard.close();
  }

  on(): void {
    throw new Error('this transport tells of no events');
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- Nest's signature
  unwrap<T>(): T {
    return this.running as T;
  }

  /** Once for each kind of trouble, not once for each try. */
  private complain(reason: string | null): void {
    if (reason === this.complaint) return;
    this.complaint = reason;
    if (reason !== null) this.logger.warn(`orders cannot be read: ${reason}`);
  }

  /** Rejects when the message has to come again. */
  private handleSubmission(
    { body, headers }: KafkaSubmission,
    graveyard: MessagePublisher,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const bury = async (reason: string): Promise<void> =>
        graveyard.publish({
          destination: DEAD_SUBMISSIONS_CHANNEL,
          body,
          correlationId: headers.get(MESSAGE_HEADERS.correlationId) ?? '',
          headers: { ...Object.fromEntries(headers), [MESSAGE_HEADERS.reason]: reason },
        });
      const data = {
        body,
        header: (name: string) => headers.get(name),
        done: resolve,
        bury: (reason: string) => void bury(reason).then(resolve, reject),
        putBack: () => reject(new Error('put back')),
      };
      const packet = { pattern: SUBMISSIONS_CHANNEL, data };
      this.handleEvent(SUBMISSIONS_CHANNEL, packet, new BaseRpcContext([])).catch(reject);
    });
  }
}
