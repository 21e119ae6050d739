import type { Redis } from 'ioredis';
import type { Writable } from 'node:stream';

/**
 * Lets all commands that a client is given within one run of the event loop's callbacks leave in one
 * write: ioredis makes a system call of each, and Redis one of each answer. Nothing waits longer for
 * it than until the running code is done. Unlike ioredis's automatic pipelining it holds nothing back
 * while an earlier batch is unanswered, and leaves each command its own time limit.
 */
export function batchWrites(client: Redis): void {
  client.on('connect', () => corkEachTurn(client.stream));
}

function corkEachTurn(stream: Writable): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  let corked = false;
  const uncork = (): void => {
    corked = false;
    stream.uncork();
  };
  stream.write = (...args: unknown[]) => {
    if (!corked) {
      corked = true;
      stream.cork();
      process.nextTick(uncork);
    }
    return write(...args);
  };
}
