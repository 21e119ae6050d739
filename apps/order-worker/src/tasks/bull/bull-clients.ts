import {
  closeClient,
  createBlockingClient,
  createCommandClient,
  createSubscriberClient,
} from '@sluice/platform';
import type { Redis } from 'ioredis';

export type BullClientType = 'client' | 'subscriber' | 'bclient';

const CLOSE_MS = 200;

/** Time for Bull to dial again itself, as it does for a pause. */
const REVIVE_AFTER_MS = 1_000;

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
    client.on('end', () => this.reviveLater(client));
    if (this.closed) void end(client);
    return client;
  }

  /** Idempotent, never rejects. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.clients.map(end));
  }

  /**
   * Bull ends its blocked connection for a pause and dials again. When Redis cuts that connection
   * meanwhile, its order to end can come after the dialling, and nobody would dial any more.
   */
  private reviveLater(client: Redis): void {
    const revive = (): void => {
      if (this.closed || client.status !== 'end') return;
      client.connect().catch(() => undefined); // told by the connection, which goes on dialling
    };
    setTimeout(revive, REVIVE_AFTER_MS).unref();
  }
}

/** For good: Bull may be about to reconnect after a pause. */
async function end(client: Redis): Promise<void> {
  client.connect = () => Promise.resolve();
  await closeClient(client, CLOSE_MS);
}
