import { join } from 'node:path';
import { Queue } from 'bullmq';
import { startRedis } from '../measure/bench-redis.ts';
import { startChild } from '../measure/child-server.ts';
import type { Resources } from '../measure/resources.ts';
import { AT_ONCE, type DrainSubject } from './drain-subject.ts';

/** (d) BullMQ plain, set up like (b): what the younger library would do at the same concurrency. */
export async function bullMqPlain(
  resources: Resources,
  dataDir: string,
  backendUrl: string,
): Promise<DrainSubject> {
  const redis = await startRedis(resources, join(dataDir, 'bullmq'), 'always');
  const script = join(import.meta.dirname, 'bullmq-plain.worker.ts');
  await startChild(resources, script, [redis.url, backendUrl]);
  const queue = new Queue<object>('orders', { connection: { url: redis.url } });
  // Redis is stopped before this connection is, when everything ends in haste.
  queue.on('error', () => undefined);
  resources.keep(() => queue.close());
  const opts = { removeOnComplete: true };
  return {
    key: 'bullmq',
    title: `BullMQ, concurrency ${AT_ONCE}`,
    async load(orders) {
      await queue.pause();
      await queue.addBulk(orders.map((data) => ({ name: 'order', data, opts })));
    },
    release: () => queue.resume(),
  };
}
