import type { Redis } from 'ioredis';

const UNAWAITED = new Set([
  'subscribe',
  'psubscribe',
  'ssubscribe',
  'unsubscribe',
  'punsubscribe',
  'sunsubscribe',
  'publish',
]);

/**
 * Has the failures of pub/sub commands told. ioredis renews subscriptions after a reconnect, and
 * Nest's Redis transport publishes and unsubscribes, without looking at what becomes of it: a refusal
 * there would be an unhandled rejection, which ends the process. Who awaits such a command still gets
 * its error.
 */
export function tellUnawaited(client: Redis, tell: (error: unknown) => void): Redis {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, stream) => {
    const answer = send(command, stream);
    if (UNAWAITED.has(command.name)) Promise.resolve(answer).catch(tell);
    return answer;
  };
  return client;
}
