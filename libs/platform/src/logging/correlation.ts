import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string>();

/** Runs `fn` and everything that it starts under a correlation id. */
export function runWithCorrelation<T>(correlationId: string, fn: () => T): T {
  return storage.run(correlationId, fn);
}

/** The correlation id of the running request, job or reply; undefined outside of one. */
export function currentCorrelationId(): string | undefined {
  return storage.getStore();
}
