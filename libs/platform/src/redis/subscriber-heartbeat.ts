import type { Redis } from 'ioredis';

const HEARTBEAT_MS = 5000;

/**
 * A subscriber only listens, so a connection that died without a word looks like silence. A ping
 * gives the socket's timeout something to miss.
 */
export function keepHeartbeat(client: Redis, intervalMs = HEARTBEAT_MS): Redis {
  const timer = setInterval(() => beat(client), intervalMs).unref();
  client.on('end', () => clearInterval(timer));
  return client;
}

function beat(client: Redis): void {
  if (client.status === 'ready') client.ping().catch(() => undefined);
}
