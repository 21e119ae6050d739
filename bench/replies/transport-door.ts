import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildApps } from '../../scripts/build/build-apps.ts';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';

/** A gateway's end, as far as it is measured; see `ReplyInbox`. */
export interface Inbox {
  readonly ready: boolean;
  /** Messages that the broker has delivered; absent where each of them reaches the listener. */
  readonly received?: number;
  open(listener: (text: string) => void): Promise<void>;
  addressFor(correlationId: string): string | Promise<string>;
  release(correlationId: string): void;
  close(): Promise<void>;
}

export interface Reply {
  v: 1;
  orderId: string;
  correlationId: string;
  status: 'completed';
}

/** A worker's end; see `ReplyOutbox`. */
export interface Outbox {
  send(address: string, reply: Reply): Promise<void>;
  close(): Promise<void>;
}

export interface TransportSettings {
  redisUrl: string;
  kafkaBrokers: string;
  amqpUrl: string;
  clientName: string;
  logger: Record<'info' | 'warn' | 'error', () => void>;
}

const NOWHERE: TransportSettings = {
  redisUrl: 'redis://127.0.0.1:1',
  kafkaBrokers: '127.0.0.1:1',
  amqpUrl: 'amqp://127.0.0.1:1',
  clientName: 'nowhere',
  logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
};

interface Door {
  REPLY_TRANSPORT_NAMES: readonly string[];
  createReplyInbox(name: string, settings: TransportSettings): Promise<Inbox>;
  createReplyOutbox(name: string, settings: TransportSettings): Promise<Outbox>;
}

/** The transports as the gateway's build has them: what is measured is what runs. */
export async function openTransportDoor(signal: AbortSignal): Promise<Door> {
  await buildApps(signal);
  const file = join(PROJECT_FOLDER, 'dist/gateway/libs/reply-transports/src/index.js');
  const door = createRequire(import.meta.url)(file) as Door;
  await loadAll(door);
  return door;
}

/** Brokers' clients are loaded on first use: that is nothing to measure, and a build may come between. */
async function loadAll(door: Door): Promise<void> {
  for (const name of door.REPLY_TRANSPORT_NAMES) {
    const inbox = await door.createReplyInbox(name, NOWHERE);
    await inbox.close();
    const outbox = await door.createReplyOutbox(name, NOWHERE);
    await outbox.close();
  }
}
