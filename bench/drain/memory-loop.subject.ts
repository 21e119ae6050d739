import type { Resources } from '../measure/resources.ts';
import type { SampleOrder } from '../measure/sample-order.ts';
import { BackendSender } from './backend-sender.ts';
import type { DrainPlace, DrainSubject } from './drain-subject.ts';

/** (a) The ceiling: no queue at all, loops over an array. */
export function memoryLoop(resources: Resources, { backendUrl, atOnce }: DrainPlace): DrainSubject {
  const sender = new BackendSender(backendUrl, atOnce);
  resources.keep(() => sender.close());
  let waiting: readonly SampleOrder[] = [];
  return {
    key: 'loop',
    title: `in-memory loop of ${atOnce}`,
    // It runs in the benchmark's own process, which does nothing else meanwhile.
    pids: { workers: [process.pid] },
    load(orders) {
      waiting = orders;
      return Promise.resolve();
    },
    async release() {
      const next = waiting.values();
      const loop = async () => {
        for (const order of next) await sender.save(order);
      };
      await Promise.all(Array.from({ length: atOnce }, loop));
    },
  };
}
