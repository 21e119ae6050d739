/** What `GET /health` tells of this gateway; what it did not tell is undefined. */
export interface GatewayHealth {
  isWell: boolean;
  queued: number | undefined;
  processing: number | undefined;
  oldestAgeMs: number | undefined;
  drainPerSecond: number | undefined;
  isPaused: boolean;
  syncInUse: number | undefined;
  syncCapacity: number | undefined;
  workers: number | undefined;
  /** Of each worker, each state once. */
  breakers: readonly string[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const part = (details: unknown, name: string): Json => {
  const found = isObject(details) ? details[name] : undefined;
  return isObject(found) ? found : {};
};

const number = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** Reads the health document, or the problem that carries it when the gateway is not well. */
export function readHealth(status: number, body: unknown): GatewayHealth {
  const details = isObject(body) ? body['details'] : undefined;
  const queue = part(details, 'queue');
  const pool = part(details, 'syncPool');
  const breaker = part(details, 'backendBreaker')['states'];
  return {
    isWell: status === 200,
    queued: number(queue['queued']),
    processing: number(queue['processing']),
    oldestAgeMs: number(queue['oldestAgeMs']),
    drainPerSecond: number(queue['drainPerSecond']),
    isPaused: queue['paused'] === true,
    syncInUse: number(pool['inUse']),
    syncCapacity: number(pool['capacity']),
    workers: number(part(details, 'workers')['count']),
    breakers: Array.isArray(breaker) ? [...new Set(breaker.map(String))] : [],
  };
}
