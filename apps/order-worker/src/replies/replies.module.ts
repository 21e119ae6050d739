import {
  type DynamicModule,
  type InjectionToken,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Logger, MetricsRegistry } from '@sluice/platform';
import { type EndedOrder, ReplySender } from '@sluice/replies';
import { createReplySender, replyTransportSettings } from '@sluice/reply-transports';
import { WorkerConfig } from '../worker.config';

/** Tells the gateways that hold callers what became of their orders. */
@Module({})
export class RepliesModule implements OnApplicationShutdown {
  constructor(private readonly sender: ReplySender) {}

  /** @param publisher token under which orders that ended are published */
  static publishingAs(publisher: InjectionToken): DynamicModule {
    return {
      module: RepliesModule,
      global: true,
      providers: [
        {
          provide: ReplySender,
          inject: [WorkerConfig, MetricsRegistry, Logger],
          useFactory: senderOf,
        },
        {
          provide: publisher,
          inject: [ReplySender],
          useFactory: (sender: ReplySender) => ({
            publish: (order: EndedOrder) => sender.tell(order),
          }),
        },
      ],
      exports: [publisher],
    };
  }

  /** After the orders in flight have settled, which may want to send replies. */
  async onApplicationShutdown(): Promise<void> {
    await this.sender.close();
  }
}

function senderOf(
  config: WorkerConfig,
  registry: MetricsRegistry,
  logger: Logger,
): Promise<ReplySender> {
  const settings = replyTransportSettings(config, 'order-worker', logger);
  return createReplySender(config.replyTransport, settings, registry);
}
