import type { Stack } from '../../scripts/stack/stack.ts';
import { OrderClient } from '../measure/order-client.ts';
import { QueueOperator } from '../measure/queue-operator.ts';
import type { Resources } from '../measure/resources.ts';
import type { DrainSubject } from './drain-subject.ts';

/** (c) The real order-worker, fed through the real gateway, held and let loose as an operator would. */
export function sluiceWorker(resources: Resources, stack: Stack, title: string): DrainSubject {
  const gateway = stack.gatewayUrls[0] ?? '';
  const operator = new QueueOperator(gateway);
  const client = new OrderClient(gateway, 64);
  resources.keep(() => client.close());
  return {
    key: 'worker',
    title,
    pids: pidsOf(stack),
    async load(orders) {
      await operator.hold();
      const statuses = await Promise.all(orders.map((order) => client.submitAsync(order)));
      const refused = statuses.find((status) => status !== 202);
      if (refused !== undefined) throw new Error(`the gateway answered ${refused} to an order`);
    },
    release: () => operator.release(),
  };
}

function pidsOf({ services }: Stack): DrainSubject['pids'] {
  const workers = services.filter(({ name }) => name.startsWith('order-worker'));
  const redis = services.find(({ name }) => name === 'redis')?.pid;
  return { workers: workers.map(({ pid = 0 }) => pid), ...(redis !== undefined && { redis }) };
}
