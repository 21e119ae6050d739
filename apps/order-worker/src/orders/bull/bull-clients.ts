import {
  closeClient,
  createBlockingClient,
  createCommandClient,
  createSubscriberClient,
} from '@sluice/platform';
import type { Redis } from 'ioredis';

export type BullClientType = 'client' | 'subscriber' | 'bclient';

const CREATORS = {
  client: createCommandClient,
  subscriber: createSubscriberClient,
  bclient: createBlockingClient,
};

/** Makes Bull's connections. Bull does not close what it did not make, so they are closed here. */
export class BullClients {
  private readonly clients: Redis[] = [];

  constructor(
    private readonly url: string,
    private readonly name: string,
  ) {}

  create(type: BullClientType): Redis {
    const client = CREATORS[type](this.url, `${this.name}-bull-${type}`);
    this.clients.push(client);
    return client;
  }

  /** Idempotent, never rejects. */
  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => closeClient(client, 200)));
  }
}
