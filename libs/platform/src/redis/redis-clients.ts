import type { Redis } from 'ioredis';
import { openClient } from './open-client';
import { blockingOptions, commandOptions, subscriberOptions } from './redis-options';
import { keepHeartbeat } from './subscriber-heartbeat';

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

/** A client for one blocking command at a time; waits through outages, however long. */
export function createBlockingClient(url: string, name: string): Redis {
  return openClient(url, blockingOptions(name));
}

/**
 * A client for subscriptions. They are renewed after a reconnect; messages sent meanwhile are lost,
 * so a message may only ever be a hint.
 */
export function createSubscriberClient(url: string, name: string): Redis {
  return keepHeartbeat(openClient(url, subscriberOptions(name)));
}
