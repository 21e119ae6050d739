import { Redis, type RedisOptions } from 'ioredis';
import { processLogger } from '../logging/pino-logger';
import { batchWrites } from './batched-writes';
import { ConnectionLog } from './connection-log';

/** A client whose troubles are logged and never become an unhandled error. */
export function openClient(url: string, options: RedisOptions): Redis {
  const client = new Redis(url, options);
  const log = new ConnectionLog(processLogger(), options.connectionName ?? 'redis');
  client.on('error', (error: Error) => log.failed(error));
  client.on('reconnecting', () => log.lost());
  client.on('ready', () => log.ready());
  client.on('close', () => dropStaleSocketTimer(client));
  batchWrites(client);
  return client;
}

/**
 * ioredis 5.11 leaves the socket's timer running when a connection closes with commands unanswered;
 * it would then destroy the next, healthy connection.
 */
function dropStaleSocketTimer(client: Redis): void {
  const inside = client as unknown as { socketTimeoutTimer: NodeJS.Timeout | undefined };
  clearTimeout(inside.socketTimeoutTimer);
  inside.socketTimeoutTimer = undefined;
}
