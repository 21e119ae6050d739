import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxyFactory, ClientRedis, Transport } from '@nestjs/microservices';
import type { Queue } from 'bull';
import { GatewayConfig } from '../gateway.config';
import { BULL_ORDER_QUEUE, orderQueueProvider } from './order-queue.provider';
import { DeadLettersController } from './dead-letters.controller';
import { QueuesController } from './queues.controller';
import { QueuesService } from './queues.service';
import { WORKER_CLIENT, WorkerCommander } from './worker-commander';

const RETRY_DELAY_MS = 500;

/** Operators' view of the queue, and their commands to the workers over Nest's Redis transport. */
@Module({
  controllers: [DeadLettersController, QueuesController],
  providers: [
    QueuesService,
    WorkerCommander,
    orderQueueProvider,
    { provide: WORKER_CLIENT, inject: [GatewayConfig], useFactory: createWorkerClient },
  ],
})
export class QueuesModule implements OnApplicationShutdown {
  constructor(
    @Inject(WORKER_CLIENT) private readonly client: ClientRedis,
    @Inject(BULL_ORDER_QUEUE) private readonly queue: Queue,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
    await this.queue.close();
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
