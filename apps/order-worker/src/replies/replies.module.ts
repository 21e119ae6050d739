import {
  type DynamicModule,
  type InjectionToken,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Logger, MetricsRegistry } from '@sluice/platform';
import { ReplySender } from '@sluice/replies';
import { createReplySender, replyTransportSettings } from '@sluice/reply-transports';
import { WorkerConfig } from '../worker.config';

/** Tells the gateways that hold callers what became of their orders. */
@Module({})
export class RepliesModule implements OnApplicationShutdown {
  constructor(private readonly sender: ReplySender) {}

  /** @param listener token under which the sender is told of orders that ended */
  static listeningAs(listener: InjectionToken): DynamicModule {
    return {
      module: RepliesModule,
      global: true,
      providers: [
        {
          provide: ReplySender,
          inject: [WorkerConfig, MetricsRegistry, Logger],
          useFactory: senderOf,
        },
        { provide: listener, useExisting: ReplySender },
      ],
      exports: [listener],
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
