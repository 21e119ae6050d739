import type { QueueName } from '@sluice/contracts';
import { ORDER_QUEUE_PREFIX, TASK_KINDS } from '@sluice/order-lifecycle';
import {
  closeClient,
  createBlockingClient,
  createCommandClient,
  createSubscriberClient,
} from '@sluice/platform';
import Bull, { type Queue } from 'bull';
import type { Redis } from 'ioredis';

const CLIENTS = {
  client: createCommandClient,
  subscriber: createSubscriberClient,
  bclient: createBlockingClient,
} as const;

/** Bull's queues, for operators' commands; tasks never pass through them here. */
export class BullQueues {
  private readonly queues: ReadonlyMap<QueueName, Queue>;
  /** Bull does not end the clients that it was given. */
  private readonly clients: Redis[] = [];

  constructor(private readonly redisUrl: string) {
    this.queues = new Map(TASK_KINDS.map(({ queue }) => [queue, this.open(queue)]));
  }

  of(name: QueueName): Queue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`there is no queue ${name}`);
    return queue;
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await Promise.all(this.clients.map((client) => closeClient(client)));
  }

  private open(name: QueueName): Queue {
    return new Bull(name, {
      prefix: ORDER_QUEUE_PREFIX,
      createClient: (type) => {
        const client = CLIENTS[type](this.redisUrl, `gateway-bull-${name}-${type}`);
        this.clients.push(client);
        return client;
      },
    });
  }
}
