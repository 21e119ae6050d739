import { setTimeout as pause } from 'node:timers/promises';
import { closeClient } from '@sluice/platform';
import type { ReplyListener } from '@sluice/replies';
import type { Redis } from 'ioredis';
import { within } from '../within';

const OPEN_TIMEOUT_MS = 3_000;
const SUBSCRIBE_TIMEOUT_MS = 1_500;
/** A Redis that is loading its data takes connections but no commands. */
const ASK_AGAIN_AFTER_MS = 200;

/**
 * A gateway's subscriber connection. It is ready while Redis has confirmed, on this very connection,
 * that it delivers; ioredis itself reports a connection ready before it has subscribed again.
 */
export class ReplySubscription {
  private client: Redis | undefined;
  private confirmed = false;

  /**
   * @param connect makes the subscriber client
   * @param standing channels that are listened to all the time
   */
  constructor(
    private readonly connect: () => Redis,
    private readonly standing: readonly string[],
  ) {}

  get ready(): boolean {
    return this.confirmed;
  }

  /** Rejects when Redis did not confirm within 3 s; may be called again then. */
  async open(listener: ReplyListener): Promise<void> {
    const client = this.connect();
    this.client = client;
    client.on('message', (_channel, text) => listener(text));
    client.on('close', () => (this.confirmed = false));
    try {
      await within(OPEN_TIMEOUT_MS, this.firstConfirmation(client), 'subscribing to replies');
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Resolves when messages on the channel arrive. Rejects at once while Redis is away. */
  async subscribe(channel: string): Promise<void> {
    if (!this.client || !this.confirmed) throw new Error('Redis does not deliver replies now');
    await within(SUBSCRIBE_TIMEOUT_MS, this.client.subscribe(channel), 'subscribing to a reply');
  }

  /** Never rejects; a connection that is away forgets the channel before it comes back. */
  unsubscribe(channel: string): void {
    this.client?.unsubscribe(channel).catch(() => undefined);
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.confirmed = false;
    if (client) await closeClient(client);
  }

  private firstConfirmation(client: Redis): Promise<void> {
    return new Promise((resolve) => {
      const confirm = (): void => void this.confirmInTheEnd(client).then(resolve);
      client.on('ready', confirm);
      if (client.status === 'ready') confirm();
    });
  }

  /** Never rejects; given up when the connection is lost, for the next one confirms anew. */
  private async confirmInTheEnd(client: Redis): Promise<void> {
    while (this.client === client && client.status === 'ready') {
      try {
        return await this.confirm(client);
      } catch {
        await pause(ASK_AGAIN_AFTER_MS);
      }
    }
  }

  /** The answer to a command shows that what was subscribed before it on the connection stands. */
  private async confirm(client: Redis): Promise<void> {
    if (this.standing.length > 0) await client.subscribe(...this.standing);
    else await client.ping();
    this.confirmed = this.client === client && client.status === 'ready';
  }
}
