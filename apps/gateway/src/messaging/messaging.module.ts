import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { OrderIntake, OrderReader } from '@sluice/task-queue';
import { DrainState, Logger } from '@sluice/platform';
import {
  createMessagePublisher,
  MessagePublisher,
  type MessagingBroker,
  messagingSettings,
} from '@sluice/reply-transports';
import { GatewayConfig } from '../gateway.config';
import { CallbackPolicy } from '../orders/callback-policy';
import { MessageAnswers } from './message-answers';
import { MessagingMetrics } from './messaging.metrics';
import { OrderMessagesController } from './order-messages.controller';
import { OrderMessages } from './order-messages.service';
import { PatientIntake } from './patient-intake';
import type { MessageRules } from './read-order-message';

const RULES = Symbol('message rules');

/** Async to async: orders that come as messages, where `MESSAGING` names a broker. */
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(private readonly publisher: MessagePublisher) {}

  static forBroker(broker: MessagingBroker): DynamicModule {
    return {
      module: MessagingModule,
      controllers: [OrderMessagesController],
      providers: [
        MessagingMetrics,
        {
          provide: MessagePublisher,
          inject: [GatewayConfig],
          useFactory: (config: GatewayConfig) =>
            createMessagePublisher(broker, messagingSettings(config, 'gateway')),
        },
        {
          provide: RULES,
          inject: [GatewayConfig],
          useFactory: (config: GatewayConfig) => rulesOf(broker, config),
        },
        {
          provide: PatientIntake,
          inject: [OrderIntake, DrainState, MessagingMetrics],
          useFactory: (...parts: ConstructorParameters<typeof PatientIntake>) =>
            new PatientIntake(...parts),
        },
        {
          provide: MessageAnswers,
          inject: [MessagePublisher, Logger],
          useFactory: (publisher: MessagePublisher, logger: Logger) =>
            new MessageAnswers(publisher, logger),
        },
        {
          provide: OrderMessages,
          inject: [RULES, PatientIntake, MessageAnswers, OrderReader, MessagingMetrics],
          useFactory: createMessages,
        },
      ],
    };
  }

  /** After the transport, which still answers what is under way. */
  async onApplicationShutdown(): Promise<void> {
    await this.publisher.close();
  }
}

function rulesOf(broker: MessagingBroker, config: GatewayConfig): MessageRules {
  return {
    broker,
    client: config.messagingClient,
    bodyLimitBytes: config.bodyLimitBytes,
    callbacks: new CallbackPolicy(config),
  };
}

function createMessages(
  rules: MessageRules,
  intake: PatientIntake,
  answers: MessageAnswers,
  reader: OrderReader,
  metrics: MessagingMetrics,
): OrderMessages {
  return new OrderMessages({ rules, intake, answers, reader, metrics });
}
