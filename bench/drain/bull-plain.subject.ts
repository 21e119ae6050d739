import { join } from 'node:path';
import Bull from 'bull';
import { startRedis } from '../measure/bench-redis.ts';
import { startChild } from '../measure/child-server.ts';
import type { Resources } from '../measure/resources.ts';
import type { DrainPlace, DrainSubject } from './drain-subject.ts';

/** (b) Bull plain in a process of its own, with a Redis of its own that is set up like the stack's. */
export async function bullPlain(
  resources: Resources,
  { backendUrl, dataDir, atOnce }: DrainPlace,
): Promise<DrainSubject> {
  const redis = await startRedis(resources, join(dataDir, 'bull'), 'always');
  const script = join(import.meta.dirname, 'bull-plain.worker.ts');
  const pid = await startChild(resources, script, [redis.url, backendUrl, String(atOnce)]);
  const queue = new Bull<object>('orders', redis.url);
  resources.keep(() => queue.close(true));
  return {
    key: 'bull',
    title: `Bull, concurrency ${atOnce}`,
    pids: { workers: [pid], redis: redis.pid ?? 0 },
    async load(orders) {
      await queue.pause();
      await queue.addBulk(orders.map((data) => ({ data, opts: { removeOnComplete: true } })));
    },
    release: () => queue.resume(),
  };
}
