import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  DurabilityWatch,
  OrderIntake,
  OrderLifecycle,
  OrderReader,
  ORDERS,
  SharedOrderIdMint,
  STALE_SHARE_OF_TTL,
} from '@sluice/order-lifecycle';
import { COMMAND_REDIS } from '@sluice/platform';
import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { GatewayConfig } from '../gateway.config';
import { CallbackPolicy } from './callback-policy';
import { DrainRate } from './drain-rate';
import { FirstAnswers } from './first-answers';
import { ReplySendingModule } from './reply-sending.module';

/** The order lifecycle as the gateway's features use it. */
@Module({})
export class OrdersModule implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    new CallbackPolicy(this.config).governs(server);
  }

  static forRoot(): DynamicModule {
    return {
      module: OrdersModule,
      global: true,
      imports: [ReplySendingModule],
      providers: [
        {
          provide: SharedOrderIdMint,
          inject: [COMMAND_REDIS],
          useFactory: (redis: Redis) => new SharedOrderIdMint(redis),
        },
        {
          provide: OrderIntake,
          inject: [COMMAND_REDIS, SharedOrderIdMint, GatewayConfig, DurabilityWatch],
          useFactory: createIntake,
        },
        {
          provide: OrderLifecycle,
          inject: [COMMAND_REDIS, GatewayConfig],
          useFactory: (redis: Redis, config: GatewayConfig) =>
            new OrderLifecycle(redis, config.orderRetentionMs),
        },
        {
          provide: OrderReader,
          inject: [COMMAND_REDIS, SharedOrderIdMint],
          useFactory: (redis: Redis, mint: SharedOrderIdMint) => new OrderReader(redis, mint),
        },
        {
          provide: DurabilityWatch,
          inject: [COMMAND_REDIS, GatewayConfig],
          useFactory: (redis: Redis, config: GatewayConfig) =>
            new DurabilityWatch(redis, config.durability),
        },
        {
          provide: DrainRate,
          inject: [COMMAND_REDIS],
          useFactory: (redis: Redis) => new DrainRate(redis, ORDERS),
        },
        FirstAnswers,
      ],
      exports: [DurabilityWatch, OrderIntake, OrderLifecycle, OrderReader, DrainRate, FirstAnswers],
    };
  }
}

function createIntake(
  redis: Redis,
  mint: SharedOrderIdMint,
  config: GatewayConfig,
  watch: DurabilityWatch,
): OrderIntake {
  const limits = {
    queueLimit: config.queueLimit,
    maxBacklogAgeMs: config.orderTtlMs * STALE_SHARE_OF_TTL,
    orderTtlMs: config.orderTtlMs,
  };
  return new OrderIntake(redis, mint, limits, watch);
}
