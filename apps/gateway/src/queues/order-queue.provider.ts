import type { Provider } from '@nestjs/common';
import { ORDER_QUEUE, ORDER_QUEUE_PREFIX } from '@sluice/order-lifecycle';
import {
  createBlockingClient,
  createCommandClient,
  createSubscriberClient,
} from '@sluice/platform';
import Bull from 'bull';
import { GatewayConfig } from '../gateway.config';

const CLIENTS = {
  client: createCommandClient,
  subscriber: createSubscriberClient,
  bclient: createBlockingClient,
} as const;

/** Bull's queue, for operators' commands; orders never pass through it here. */
export const BULL_ORDER_QUEUE = Symbol('BULL_ORDER_QUEUE');

export const orderQueueProvider: Provider = {
  provide: BULL_ORDER_QUEUE,
  inject: [GatewayConfig],
  useFactory: ({ redisUrl }: GatewayConfig) =>
    new Bull(ORDER_QUEUE, {
      prefix: ORDER_QUEUE_PREFIX,
      createClient: (type) => CLIENTS[type](redisUrl, `gateway-bull-${type}`),
    }),
};
