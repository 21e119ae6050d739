import { join } from 'node:path';
import Bull from 'bull';
import { startRedis } from '../measure/bench-redis.ts';
import { startChild } from '../measure/child-server.ts';
import type { Resources } from '../measure/resources.ts';
import { AT_ONCE, type DrainSubject } from './drain-subject.ts';

/** (b) Bull plain in a process of its own, with a Redis of its own that is set up like the stack's. */
export async function bullPlain(
  resources: Resources,
  dataDir: string,
  backendUrl: string,
): Promise<DrainSubject> {
  const redis = await startRedis(resources, join(dataDir, 'bull'), 'always');
  const script = join(import.meta.dirname, 'bull-plain.worker.ts');
  await startChild(resources, script, [redis.url, backendUrl]);
  const queue = new Bull<object>('orders', redis.url);
  resources.keep(() => queue.close(true));
  return {
    key: 'bull',
    title: `Bull, concurrency ${AT_ONCE}`,
    async load(orders) {
      await queue.pause();
      await queue.addBulk(orders.map((data) => ({ data, opts: { removeOnComplete: true } })));
    },
    release: () => queue.resume(),
  };
}
