import type { Provider, Type } from '@nestjs/common';
import {
  CallbackLifecycle,
  CallbackReader,
  CALLBACKS,
  OrderLifecycle,
  OrderReader,
  ORDERS,
  type TaskKind,
  TaskReader,
  UnlinkingLifecycle,
  UNLINKINGS,
} from '@sluice/order-lifecycle';
import { COMMAND_REDIS, Logger } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { GatewayConfig } from '../gateway.config';
import { DrainRate } from '../orders/drain-rate';
import { BullQueues } from './bull-queues';
import { CallbackDeadLetters, toCallbackResponse } from './callback-dead-letters';
import type { DeadLetters } from './dead-letters';
import { OrderDeadLetters } from './order-dead-letters';
import { QueueDesk } from './queue-desk';
import { QueuesService } from './queues.service';
import { toUnlinkingTaskResponse, UnlinkingDeadLetters } from './unlinking-dead-letters';
import { WorkerCommander } from './worker-commander';

const ORDER_DESK = Symbol('ORDER_DESK');
const CALLBACK_DESK = Symbol('CALLBACK_DESK');
const UNLINKING_DESK = Symbol('UNLINKING_DESK');

/** A desk for each kind of task. */
export const QUEUES_PROVIDERS: Provider[] = [
  {
    provide: BullQueues,
    inject: [GatewayConfig],
    useFactory: ({ redisUrl }: GatewayConfig) => new BullQueues(redisUrl),
  },
  {
    provide: OrderDeadLetters,
    inject: [OrderReader, OrderLifecycle, GatewayConfig, Logger],
    useFactory: (
      reader: OrderReader,
      lifecycle: OrderLifecycle,
      { orderTtlMs }: GatewayConfig,
      logger: Logger,
    ): OrderDeadLetters => new OrderDeadLetters(reader, lifecycle, orderTtlMs, logger),
  },
  {
    provide: CallbackDeadLetters,
    inject: [COMMAND_REDIS, GatewayConfig, Logger],
    useFactory: (
      redis: Redis,
      { orderRetentionMs }: GatewayConfig,
      logger: Logger,
    ): CallbackDeadLetters => {
      const lifecycle = new CallbackLifecycle(redis, orderRetentionMs);
      const sources = { reader: new CallbackReader(redis), lifecycle, show: toCallbackResponse };
      return new CallbackDeadLetters(sources, logger.child({ queue: CALLBACKS.queue }));
    },
  },
  {
    provide: UnlinkingDeadLetters,
    inject: [COMMAND_REDIS, Logger],
    useFactory: (redis: Redis, logger: Logger): UnlinkingDeadLetters => {
      const reader = new TaskReader(redis, UNLINKINGS);
      const lifecycle = new UnlinkingLifecycle(redis);
      const sources = { reader, lifecycle, show: toUnlinkingTaskResponse };
      return new UnlinkingDeadLetters(sources, logger.child({ queue: UNLINKINGS.queue }));
    },
  },
  {
    provide: ORDER_DESK,
    inject: [COMMAND_REDIS, BullQueues, DrainRate, OrderDeadLetters, WorkerCommander],
    useFactory: (
      redis: Redis,
      queues: BullQueues,
      drainRate: DrainRate,
      deadLetters: OrderDeadLetters,
      commander: WorkerCommander,
    ): QueueDesk => {
      const bull = queues.of(ORDERS.queue);
      return new QueueDesk({ kind: ORDERS, redis, bull, drainRate }, deadLetters, commander);
    },
  },
  ...deskOf(CALLBACK_DESK, CALLBACKS, CallbackDeadLetters),
  ...deskOf(UNLINKING_DESK, UNLINKINGS, UnlinkingDeadLetters),
  {
    provide: QueuesService,
    inject: [ORDER_DESK, CALLBACK_DESK, UNLINKING_DESK],
    useFactory: (...desks: QueueDesk[]) => new QueuesService(desks),
  },
];

/** The desk of a kind that takes no commands beyond Bull's own pause. */
function deskOf(desk: symbol, kind: TaskKind, letters: Type<DeadLetters>): Provider[] {
  const rate = Symbol(`drain rate of ${kind.queue}`);
  return [
    {
      provide: rate,
      inject: [COMMAND_REDIS],
      useFactory: (redis: Redis) => new DrainRate(redis, kind),
    },
    {
      provide: desk,
      inject: [COMMAND_REDIS, BullQueues, rate, letters],
      useFactory: (
        redis: Redis,
        queues: BullQueues,
        drainRate: DrainRate,
        deadLetters: DeadLetters,
      ): QueueDesk =>
        new QueueDesk({ kind, redis, bull: queues.of(kind.queue), drainRate }, deadLetters),
    },
  ];
}
