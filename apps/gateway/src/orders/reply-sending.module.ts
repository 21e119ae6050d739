import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Logger, MetricsRegistry } from '@sluice/platform';
import { ReplySender } from '@sluice/replies';
import { createReplySender, replyTransportSettings } from '@sluice/reply-transports';
import { GatewayConfig } from '../gateway.config';

/** For orders that a gateway itself brings to an end while their callers wait, maybe elsewhere. */
@Global()
@Module({
  providers: [
    {
      provide: ReplySender,
      inject: [GatewayConfig, MetricsRegistry, Logger],
      useFactory: (config: GatewayConfig, registry: MetricsRegistry, logger: Logger) =>
        createReplySender(
          config.replyTransport,
          replyTransportSettings(config, 'gateway', logger),
          registry,
        ),
    },
  ],
  exports: [ReplySender],
})
export class ReplySendingModule implements OnApplicationShutdown {
  constructor(private readonly sender: ReplySender) {}

  async onApplicationShutdown(): Promise<void> {
    await this.sender.close();
  }
}
