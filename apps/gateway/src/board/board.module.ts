import { createBullBoard } from '@bull-board/api';
import { FastifyAdapter } from '@bull-board/fastify';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { closeClient, createCommandClient } from '@sluice/platform';
import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { GatewayConfig } from '../gateway.config';
import { boardQueues } from './board-queues';
import { readOnlyScope } from './read-only-scope';

const BOARD_REDIS = Symbol('BOARD_REDIS');
const PREFIX = '/admin/queues';

/** `GET /admin/queues`: Bull Board, to look at; what is done to queues is done by `/v1/queues`. */
@Module({
  providers: [
    {
      provide: BOARD_REDIS,
      inject: [GatewayConfig],
      useFactory: ({ redisUrl }: GatewayConfig) => createCommandClient(redisUrl, 'gateway-board'),
    },
  ],
})
export class BoardModule implements OnApplicationShutdown {
  constructor(
    @Inject(HttpAdapterHost) { httpAdapter }: HttpAdapterHost,
    @Inject(BOARD_REDIS) private readonly redis: Redis,
  ) {
    mountBoard(httpAdapter.getInstance<FastifyInstance>(), redis);
  }

  async onApplicationShutdown(): Promise<void> {
    await closeClient(this.redis);
  }
}

function mountBoard(instance: FastifyInstance, redis: Redis): void {
  const serverAdapter = new FastifyAdapter().setBasePath(PREFIX);
  const uiConfig = { boardTitle: 'Sluice', hideRedisDetails: true };
  createBullBoard({ queues: boardQueues(redis), serverAdapter, options: { uiConfig } });
  const plugin = serverAdapter.registerPlugin();
  instance.register(
    (scope, _options, done) => {
      plugin(readOnlyScope(scope) as FastifyInstance, {}, done);
    },
    { prefix: PREFIX },
  );
}
