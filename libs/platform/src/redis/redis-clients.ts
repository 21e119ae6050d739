import type { Redis } from 'ioredis';
import { processLogger } from '../logging/pino-logger';
import { openClient } from './open-client';
import { blockingOptions, commandOptions, subscriberOptions } from './redis-options';
import { isRedisUnavailable } from './redis-unavailable';
import { keepHeartbeat } from './subscriber-heartbeat';
import { tellUnawaited } from './unawaited-commands';

/**
 * A client for commands that a request waits for. With Redis away every command fails within 2 s,
 * at once while the connection is known to be down; it reconnects by itself.
 *
 * A command that failed may still have run: what is sent has to be safe to send again.
 *
 * @param name appears in `CLIENT LIST` and in log lines
 */
export function createCommandClient(url: string, name: string): Redis {
  return openClient(url, commandOptions(name));
}

/**
 * A client for one blocking command at a time; waits through outages, however long. A Redis that is
 * there but refuses the client fails the command instead.
 */
export function createBlockingClient(url: string, name: string): Redis {
  return openClient(url, blockingOptions(name));
}

/**
 * A client for subscriptions. They are renewed after a reconnect; messages sent meanwhile are lost,
 * so a message may only ever be a hint.
 */
export function createSubscriberClient(url: string, name: string): Redis {
  const client = keepHeartbeat(openClient(url, subscriberOptions(name)));
  return tellUnawaited(client, (error) => tellRefusal(name, error));
}

/** Troubles of the connection are told by its log. */
function tellRefusal(connection: string, error: unknown): void {
  if (isRedisUnavailable(error)) return;
  processLogger().warn({ connection, err: error }, 'redis refused a subscription');
}
