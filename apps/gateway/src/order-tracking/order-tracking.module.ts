import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { OrderQueue, OrderReader } from '@sluice/task-queue';
import { closeClient, createSubscriberClient, DrainState } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { GatewayConfig } from '../gateway.config';
import { EventStreams } from './event-streams';
import { EventsController } from './events.controller';
import { LongPolls } from './long-polls';
import { OrderChanges } from './order-changes';
import { OrderReading } from './order-reading';
import { OrderWatch } from './order-watch';
import { OrdersController } from './orders.controller';
import { OwnedOrders } from './owned-orders';
import { TrackingMetrics } from './tracking.metrics';

const SUBSCRIBER_REDIS = Symbol('SUBSCRIBER_REDIS');
const KEEP_ALIVE_MS = 15_000;

/** `GET /v1/orders/…`: what became of an order, and what becomes of it. */
@Module({
  controllers: [OrdersController, EventsController],
  providers: [
    OwnedOrders,
    OrderReading,
    TrackingMetrics,
    {
      provide: SUBSCRIBER_REDIS,
      inject: [GatewayConfig],
      useFactory: ({ redisUrl }: GatewayConfig) => createSubscriberClient(redisUrl, 'order-watch'),
    },
    {
      provide: OrderWatch,
      inject: [SUBSCRIBER_REDIS, OrderReader, OrderQueue, DrainState],
      useFactory: createWatch,
    },
    {
      provide: LongPolls,
      inject: [OrderWatch, DrainState, GatewayConfig],
      useFactory: (watch: OrderWatch, drain: DrainState, config: GatewayConfig) =>
        new LongPolls(watch, drain, config.eventsMaxWatchers),
    },
    {
      provide: EventStreams,
      inject: [OrderWatch, DrainState, GatewayConfig],
      useFactory: (watch: OrderWatch, drain: DrainState, config: GatewayConfig) =>
        new EventStreams(watch, drain, {
          maxWatchers: config.eventsMaxWatchers,
          keepAliveMs: KEEP_ALIVE_MS,
        }),
    },
  ],
})
export class OrderTrackingModule implements OnApplicationShutdown {
  constructor(
    @Inject(SUBSCRIBER_REDIS) private readonly subscriber: Redis,
    private readonly watch: OrderWatch,
    private readonly streams: EventStreams,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.watch.close();
    this.streams.close();
    await closeClient(this.subscriber);
  }
}

function createWatch(
  subscriber: Redis,
  reader: OrderReader,
  queue: OrderQueue,
  drain: DrainState,
): OrderWatch {
  const orders = {
    find: (id: string) => reader.find(id),
    expireIfDue: (id: string) => queue.expireIfDue(id),
  };
  return new OrderWatch(new OrderChanges(subscriber), orders, drain);
}
