import { join } from 'node:path';
import { Queue } from 'bullmq';
import { startRedis } from '../measure/bench-redis.ts';
import { startChild } from '../measure/child-server.ts';
import type { Resources } from '../measure/resources.ts';
import type { DrainPlace, DrainSubject } from './drain-subject.ts';

/** (d) BullMQ plain, set up like (b): what the younger library would do at the same concurrency. */
export async function bullMqPlain(
  resources: Resources,
  { backendUrl, dataDir, atOnce }: DrainPlace,
): Promise<DrainSubject> {
  const redis = await startRedis(resources, join(dataDir, 'bullmq'), 'always');
  const script = join(import.meta.dirname, 'bullmq-plain.worker.ts');
  const pid = await startChild(resources, script, [redis.url, backendUrl, String(atOnce)]);
  const queue = new Queue<object>('orders', { connection: { url: redis.url } });
  // Redis is stopped before this connection is, when everything ends in haste.
  queue.on('error', () => undefined);
  resources.keep(() => queue.close());
  const opts = { removeOnComplete: true };
  return {
    key: 'bullmq',
    title: `BullMQ, concurrency ${atOnce}`,
    pids: { workers: [pid], redis: redis.pid ?? 0 },
    async load(orders) {
      await queue.pause();
      await queue.addBulk(orders.map((data) => ({ name: 'order', data, opts })));
    },
    release: () => queue.resume(),
  };
}
