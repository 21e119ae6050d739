import type { RedisOptions } from 'ioredis';

/** A command without an answer fails after this long, so that a caller can refuse within 3 s. */
export const COMMAND_TIMEOUT_MS = 2000;
const CONNECT_TIMEOUT_MS = 2000;
/** Silence after which a socket with unanswered commands is given up and dialled anew. */
const COMMAND_SOCKET_TIMEOUT_MS = 5000;
/** Longer than any server-side block (Bull's is 5 s), or it would cut healthy waits. */
const BLOCKING_SOCKET_TIMEOUT_MS = 10_000;
const RECONNECT_FIRST_MS = 50;
const RECONNECT_MOST_MS = 1000;

/** Never gives up; jitter keeps the processes from dialling a restarted Redis in step. */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(RECONNECT_FIRST_MS * 2 ** (attempt - 1), RECONNECT_MOST_MS);
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

/**
 * Each client checks first whether it is served. One that does not would call itself ready although
 * its password is refused: it would renew its subscriptions in vain, and dial without a pause.
 */
const everyClient = (name: string): RedisOptions => ({
  connectionName: name,
  connectTimeout: CONNECT_TIMEOUT_MS,
  keepAlive: 10_000,
  enableReadyCheck: true,
  maxLoadingRetryTime: RECONNECT_MOST_MS,
  retryStrategy: (attempt) => reconnectDelayMs(attempt),
});

/** Bull refuses a client that checks; it looks for that option in here first. */
const ACCEPTED_BY_BULL = { redisOptions: {} };

/**
 * For commands that a request waits for: fails fast in place of queueing, and never re-sends, for a
 * re-sent command may run twice.
 *
 * No automatic pipelining: ioredis sends one such pipeline at a time and starts a command's clock
 * only when its pipeline is sent, so with Redis stopped a command fails after up to twice the
 * timeout. Callers batch in their own scripts.
 */
export const commandOptions = (name: string): RedisOptions => ({
  ...everyClient(name),
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
  socketTimeout: COMMAND_SOCKET_TIMEOUT_MS,
  reconnectOnError: (error) => error.message.includes('READONLY'),
});

/**
 * For commands that block on the server. Without the socket's timeout a half-open connection would
 * stop a worker for hours; a command timeout would cut the blocking itself.
 */
export const blockingOptions = (name: string): RedisOptions => ({
  ...everyClient(name),
  ...ACCEPTED_BY_BULL,
  maxRetriesPerRequest: null,
  socketTimeout: BLOCKING_SOCKET_TIMEOUT_MS,
});

/** For subscriptions, which come back by themselves after a reconnect; see the heartbeat. */
export const subscriberOptions = (name: string): RedisOptions => ({
  ...everyClient(name),
  ...ACCEPTED_BY_BULL,
  maxRetriesPerRequest: null,
  autoResubscribe: true,
  socketTimeout: COMMAND_SOCKET_TIMEOUT_MS,
});
