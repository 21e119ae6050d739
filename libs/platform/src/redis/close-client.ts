import type { Redis } from 'ioredis';

const QUIT_TIMEOUT_MS = 1000;

/**
 * Ends a client: waits for the answers under way, but not for a Redis that gives none. Idempotent,
 * never throws.
 */
export async function closeClient(client: Redis, timeoutMs = QUIT_TIMEOUT_MS): Promise<void> {
  if (client.status === 'end') return;
  if (client.status === 'ready') await quitWithin(client, timeoutMs);
  client.disconnect();
  // Undefined until it first dials, whatever its type says.
  (client.stream as Redis['stream'] | undefined)?.destroy();
}

async function quitWithin(client: Redis, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs)));
  await Promise.race([client.quit().catch(() => undefined), timeout]);
  clearTimeout(timer);
}
