import { changesChannel, ORDERS } from '@sluice/task-queue';
import type { Redis } from 'ioredis';

type OnChange = () => void;

interface Channel {
  listeners: Set<OnChange>;
  /** Resolves when Redis has confirmed the subscription. */
  subscribed: Promise<unknown>;
}

/**
 * Hints that an order changed, over one subscriber connection however many are watched. A hint may
 * be lost with the connection; once it is back everybody gets one.
 */
export class OrderChanges {
  private readonly channels = new Map<string, Channel>();

  constructor(private readonly subscriber: Redis) {
    subscriber.on('message', (name: string) => this.hint(name));
    subscriber.on('ready', () => void this.hintAfterGap());
  }

  /** Whether Redis can be listened to just now. */
  get connected(): boolean {
    return this.subscriber.status === 'ready';
  }

  /** Resolves when no change from now on can be missed; rejects with the client's error. */
  async listen(orderId: string, listener: OnChange): Promise<void> {
    const name = channelOf(orderId);
    const channel = this.channels.get(name) ?? this.open(name);
    channel.listeners.add(listener);
    await channel.subscribed;
  }

  /** Idempotent; right at any time after {@link listen} was called. */
  leave(orderId: string, listener: OnChange): void {
    const name = channelOf(orderId);
    const channel = this.channels.get(name);
    if (!channel?.listeners.delete(listener) || channel.listeners.size > 0) return;
    this.channels.delete(name);
    this.subscriber.unsubscribe(name).catch(() => undefined);
  }

  private open(name: string): Channel {
    const channel = { listeners: new Set<OnChange>(), subscribed: this.subscriber.subscribe(name) };
    // Nobody may be left to hear of it.
    channel.subscribed.catch(() => undefined);
    this.channels.set(name, channel);
    return channel;
  }

  private hint(name: string): void {
    for (const listener of this.channels.get(name)?.listeners ?? []) listener();
  }

  /** The answer to the ping stands behind those to the subscriptions, which the client renews. */
  private async hintAfterGap(): Promise<void> {
    if (this.channels.size === 0) return;
    try {
      await this.subscriber.ping();
    } catch {
      return; // gone again; there will be another time
    }
    for (const name of this.channels.keys()) this.hint(name);
  }
}

function channelOf(orderId: string): string {
  return changesChannel(ORDERS, orderId);
}
