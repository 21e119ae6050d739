import type { Provider, Type } from '@nestjs/common';
import {
  CallbackQueue,
  CallbackReader,
  CALLBACKS,
  LimiterStore,
  OrderQueue,
  OrderReader,
  ORDERS,
  type TaskQueue,
  TaskReader,
  UnlinkingQueue,
  UNLINKINGS,
} from '@sluice/task-queue';
import { COMMAND_REDIS, Logger } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { GatewayConfig } from '../gateway.config';
import { DrainRate } from '../orders/drain-rate';
import { CallbackDeadLetters, toCallbackResponse } from './callback-dead-letters';
import type { DeadLetters } from './dead-letters';
import { OrderDeadLetters } from './order-dead-letters';
import { QueueAdmin } from './queue-admin';
import { QueuesService } from './queues.service';
import { toUnlinkingTaskResponse, UnlinkingDeadLetters } from './unlinking-dead-letters';
import { WorkerCommander } from './worker-commander';

const ORDER_ADMIN = Symbol('ORDER_ADMIN');
const CALLBACK_ADMIN = Symbol('CALLBACK_ADMIN');
const UNLINKING_ADMIN = Symbol('UNLINKING_ADMIN');
const UNLINKING_QUEUE = Symbol('UNLINKING_QUEUE');

/** Each kind of task as operators see and turn it. */
export const QUEUES_PROVIDERS: Provider[] = [
  {
    provide: LimiterStore,
    inject: [COMMAND_REDIS],
    useFactory: (redis: Redis) => new LimiterStore(redis),
  },
  {
    provide: CallbackQueue,
    inject: [COMMAND_REDIS, GatewayConfig],
    useFactory: (redis: Redis, { orderRetentionMs, partitions }: GatewayConfig) =>
      new CallbackQueue(redis, orderRetentionMs, { partitions }),
  },
  {
    provide: UNLINKING_QUEUE,
    inject: [COMMAND_REDIS, GatewayConfig],
    useFactory: (redis: Redis, { partitions }: GatewayConfig) =>
      new UnlinkingQueue(redis, { partitions }),
  },
  {
    provide: OrderDeadLetters,
    inject: [OrderReader, OrderQueue, GatewayConfig, Logger],
    useFactory: (
      reader: OrderReader,
      queue: OrderQueue,
      { orderTtlMs }: GatewayConfig,
      logger: Logger,
    ): OrderDeadLetters => new OrderDeadLetters(reader, queue, orderTtlMs, logger),
  },
  {
    provide: CallbackDeadLetters,
    inject: [COMMAND_REDIS, CallbackQueue, Logger],
    useFactory: (redis: Redis, queue: CallbackQueue, logger: Logger): CallbackDeadLetters => {
      const reader = new CallbackReader(redis, queue.partitions);
      const sources = { reader, queue, show: toCallbackResponse };
      return new CallbackDeadLetters(sources, logger.child({ queue: CALLBACKS.queue }));
    },
  },
  {
    provide: UnlinkingDeadLetters,
    inject: [COMMAND_REDIS, UNLINKING_QUEUE, Logger],
    useFactory: (redis: Redis, queue: UnlinkingQueue, logger: Logger): UnlinkingDeadLetters => {
      const reader = new TaskReader(redis, UNLINKINGS, queue.partitions);
      const sources = { reader, queue, show: toUnlinkingTaskResponse };
      return new UnlinkingDeadLetters(sources, logger.child({ queue: UNLINKINGS.queue }));
    },
  },
  {
    provide: ORDER_ADMIN,
    inject: [COMMAND_REDIS, OrderQueue, DrainRate, OrderDeadLetters, LimiterStore, WorkerCommander],
    useFactory: (
      redis: Redis,
      queue: OrderQueue,
      drainRate: DrainRate,
      deadLetters: OrderDeadLetters,
      ...commands: [LimiterStore, WorkerCommander]
    ): QueueAdmin =>
      new QueueAdmin({ kind: ORDERS, redis, queue, drainRate }, deadLetters, ...commands),
  },
  ...adminOf(CALLBACK_ADMIN, CallbackQueue, CallbackDeadLetters),
  ...adminOf(UNLINKING_ADMIN, UNLINKING_QUEUE, UnlinkingDeadLetters),
  {
    provide: QueuesService,
    inject: [ORDER_ADMIN, CALLBACK_ADMIN, UNLINKING_ADMIN],
    useFactory: (...admins: QueueAdmin[]) => new QueuesService(admins),
  },
];

/** Of a kind that has neither a limiter nor commands beyond the pause. */
function adminOf(
  provide: symbol,
  queue: symbol | Type<TaskQueue>,
  letters: Type<DeadLetters>,
): Provider[] {
  const rate = Symbol(`drain rate for ${String(provide.description)}`);
  return [
    {
      provide: rate,
      inject: [COMMAND_REDIS, queue],
      useFactory: (redis: Redis, { kind, partitions }: TaskQueue) =>
        new DrainRate(redis, kind, partitions),
    },
    {
      provide,
      inject: [COMMAND_REDIS, queue, rate, letters],
      useFactory: (
        redis: Redis,
        tasks: TaskQueue,
        drainRate: DrainRate,
        deadLetters: DeadLetters,
      ): QueueAdmin =>
        new QueueAdmin({ kind: tasks.kind, redis, queue: tasks, drainRate }, deadLetters),
    },
  ];
}
