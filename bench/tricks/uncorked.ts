/**
 * Preloaded into a gateway by this benchmark only (`node --import`): every command to Redis is
 * written by itself, as ioredis does.
 */
import { compiledModule } from './compiled-module.ts';

const writes = compiledModule('libs/platform/src/redis/batched-writes') as {
  batchWrites?: (client: unknown) => void;
};
if (!writes.batchWrites) throw new Error('there is nothing to take away');
writes.batchWrites = () => undefined;
