import {
  closeClient,
  createBlockingClient,
  createCommandClient,
  createSubscriberClient,
} from '@sluice/platform';
import type { Redis } from 'ioredis';

export type BullClientType = 'client' | 'subscriber' | 'bclient';

const CLOSE_MS = 200;

const CREATORS = {
  client: createCommandClient,
  subscriber: createSubscriberClient,
  bclient: createBlockingClient,
};

/** Makes Bull's connections. Bull does not close what it did not make, so they are closed here. */
export class BullClients {
  private readonly clients: Redis[] = [];
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly name: string,
  ) {}

  /** Bull asks for a connection when it first needs it, which may be after the end. */
  create(type: BullClientType): Redis {
    const client = CREATORS[type](this.url, `${this.name}-bull-${type}`);
    this.clients.push(client);
    if (this.closed) void end(client);
    return client;
  }

  /** Idempotent, never rejects. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.clients.map(end));
  }
}

/** For good: Bull may be about to reconnect after a pause. */
async function end(client: Redis): Promise<void> {
  client.connect = () => Promise.resolve();
  await closeClient(client, CLOSE_MS);
}
