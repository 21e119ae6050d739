import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxyFactory, ClientRedis, Transport } from '@nestjs/microservices';
import { GatewayConfig } from '../gateway.config';
import { BullQueues } from './bull-queues';
import { DeadLettersController } from './dead-letters.controller';
import { QueuesController } from './queues.controller';
import { QUEUES_PROVIDERS } from './queues.providers';
import { WORKER_CLIENT, WorkerCommander } from './worker-commander';

const RETRY_DELAY_MS = 500;

/** Operators' view of the queues, and their commands to the workers over Nest's Redis transport. */
@Module({
  controllers: [DeadLettersController, QueuesController],
  providers: [
    ...QUEUES_PROVIDERS,
    WorkerCommander,
    { provide: WORKER_CLIENT, inject: [GatewayConfig], useFactory: createWorkerClient },
  ],
})
export class QueuesModule implements OnApplicationShutdown {
  constructor(
    @Inject(WORKER_CLIENT) private readonly client: ClientRedis,
    private readonly queues: BullQueues,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
    await this.queues.close();
  }
}

function createWorkerClient({ redisUrl }: GatewayConfig): ClientRedis {
  const { hostname, port, username, password } = new URL(redisUrl);
  return ClientProxyFactory.create({
    transport: Transport.REDIS,
    options: {
      host: hostname,
      port: Number(port || 6379),
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      retryAttempts: Number.MAX_SAFE_INTEGER,
      retryDelay: RETRY_DELAY_MS,
    },
  }) as ClientRedis;
}
