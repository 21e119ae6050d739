import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  DurabilityWatch,
  OrderIntake,
  OrderQueue,
  OrderReader,
  ORDERS,
  QueueSchema,
  SharedOrderIdGenerator,
  STALE_SHARE_OF_TTL,
} from '@sluice/task-queue';
import { closeClient, COMMAND_REDIS, createCommandClient } from '@sluice/platform';
import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { GatewayConfig } from '../gateway.config';
import { CallbackPolicy } from './callback-policy';
import { DrainRate } from './drain-rate';
import { FirstAnswers } from './first-answers';
import { RetryEstimator } from './retry-estimator';
import { ReplySendingModule } from './reply-sending.module';

/** The client for commands whose answers promise something, where those wait for replicas. */
const PROMISING_REDIS = Symbol('PROMISING_REDIS');

/** How soon a secret that Redis lost is put back by a gateway that has it; readiness tells meanwhile. */
const SECRET_CHECK_MS = 2_000;

/** The order queue as the gateway's features use it. */
@Module({})
export class OrdersModule implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly config: GatewayConfig,
    @Inject(COMMAND_REDIS) private readonly redis: Redis,
    @Inject(PROMISING_REDIS) private readonly promising: Redis,
    private readonly ids: SharedOrderIdGenerator,
  ) {}

  /** @throws SchemaError when Redis holds what this process cannot read */
  async onModuleInit(): Promise<void> {
    const server = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    new CallbackPolicy(this.config).governs(server);
    await new QueueSchema(this.redis, this.config.partitions).guard();
    const check = (): unknown => this.ids.reconcile().catch(() => undefined);
    this.timer = setInterval(check, SECRET_CHECK_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    if (this.promising !== this.redis) await closeClient(this.promising);
  }

  static forRoot(): DynamicModule {
    return {
      module: OrdersModule,
      global: true,
      imports: [ReplySendingModule],
      providers: [...PROVIDERS, FirstAnswers, RetryEstimator],
      exports: [
        DurabilityWatch,
        OrderIntake,
        OrderQueue,
        OrderReader,
        DrainRate,
        FirstAnswers,
        RetryEstimator,
        SharedOrderIdGenerator,
      ],
    };
  }
}

const PROVIDERS: Provider[] = [
  {
    provide: PROMISING_REDIS,
    inject: [COMMAND_REDIS, GatewayConfig],
    // WAIT holds its connection up: nothing else should have to wait behind it.
    useFactory: (redis: Redis, { durability, redisUrl }: GatewayConfig) =>
      durability === 'replicated' ? createCommandClient(redisUrl, 'gateway-promises') : redis,
  },
  {
    provide: SharedOrderIdGenerator,
    inject: [COMMAND_REDIS, GatewayConfig],
    useFactory: (redis: Redis, { partitions }: GatewayConfig) =>
      new SharedOrderIdGenerator(redis, partitions),
  },
  {
    provide: OrderIntake,
    inject: [PROMISING_REDIS, SharedOrderIdGenerator, GatewayConfig, DurabilityWatch],
    useFactory: createIntake,
  },
  {
    provide: OrderQueue,
    inject: [PROMISING_REDIS, GatewayConfig, DurabilityWatch],
    useFactory: (redis: Redis, config: GatewayConfig, watch: DurabilityWatch) =>
      new OrderQueue(redis, config.orderRetentionMs, {
        partitions: config.partitions,
        maxInFlight: config.backendConcurrency,
        watch,
      }),
  },
  {
    provide: OrderReader,
    inject: [COMMAND_REDIS, SharedOrderIdGenerator, GatewayConfig],
    useFactory: (redis: Redis, ids: SharedOrderIdGenerator, { partitions }: GatewayConfig) =>
      new OrderReader(redis, ids, partitions),
  },
  {
    provide: DurabilityWatch,
    inject: [COMMAND_REDIS, GatewayConfig],
    useFactory: (redis: Redis, { durability }: GatewayConfig) =>
      new DurabilityWatch(redis, durability),
  },
  {
    provide: DrainRate,
    inject: [COMMAND_REDIS, GatewayConfig],
    useFactory: (redis: Redis, { partitions }: GatewayConfig) =>
      new DrainRate(redis, ORDERS, partitions),
  },
];

function createIntake(
  redis: Redis,
  ids: SharedOrderIdGenerator,
  config: GatewayConfig,
  watch: DurabilityWatch,
): OrderIntake {
  const limits = {
    queueLimit: config.queueLimit,
    clientQueueLimit: config.clientQueueLimit,
    maxBacklogAgeMs: config.orderTtlMs * STALE_SHARE_OF_TTL,
    orderTtlMs: config.orderTtlMs,
    maxInFlight: config.backendConcurrency,
  };
  return new OrderIntake(redis, ids, limits, watch, config.partitions);
}
