import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config';
import { DeadLettersController } from './dead-letters.controller';
import { QueuesController } from './queues.controller';
import { QUEUES_PROVIDERS } from './queues.providers';
import { WorkerClient } from './worker-client';
import { WORKER_CLIENT, WorkerCommander } from './worker-commander';

/** Operators' view of the queues, and their commands to the workers over Nest's Redis transport. */
@Module({
  controllers: [DeadLettersController, QueuesController],
  providers: [
    ...QUEUES_PROVIDERS,
    WorkerCommander,
    {
      provide: WORKER_CLIENT,
      inject: [GatewayConfig],
      useFactory: ({ redisUrl }: GatewayConfig) => new WorkerClient(redisUrl),
    },
  ],
})
export class QueuesModule implements OnApplicationShutdown {
  constructor(@Inject(WORKER_CLIENT) private readonly client: WorkerClient) {}

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
