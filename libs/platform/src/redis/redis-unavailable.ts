/**
 * Answers of a Redis that is there but cannot serve: loading, read-only, full, without a master, with
 * another password.
 */
const REFUSALS =
  /\b(LOADING|READONLY|OOM|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|MISCONF|TRYAGAIN|NOAUTH|WRONGPASS|UNKILLABLE|BUSY) /;

/** What ioredis says when no answer came; it gives these errors no code. */
const CLIENT_MESSAGES = [
  'Command timed out',
  'Connection is closed',
  "Stream isn't writeable",
  'Reached the max retries per request limit',
  'Command aborted due to connection close',
  'Socket timeout',
  'Ready check failed',
  'Socket closed unexpectedly',
];

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EADDRNOTAVAIL',
  'NR_CLOSED',
]);

/**
 * Whether an error of a Redis command means that Redis cannot serve now, in contrast to a mistake of
 * ours. Such a command may or may not have run.
 */
export function isRedisUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, previousErrors } = error as { code?: unknown; previousErrors?: unknown };
  return (
    (typeof code === 'string' && NETWORK_CODES.has(code)) ||
    CLIENT_MESSAGES.some((message) => error.message.includes(message)) ||
    REFUSALS.test(error.message) ||
    isRedisUnavailable(error.cause) ||
    // An EXECABORT only says that something in the transaction was refused; the reasons are here.
    (Array.isArray(previousErrors) && previousErrors.some(isRedisUnavailable))
  );
}
