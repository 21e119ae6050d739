import type { Stack } from '../../scripts/stack/stack.ts';
import { OrderClient } from '../measure/order-client.ts';
import { commandQueue } from '../measure/queue-command.ts';
import type { Resources } from '../measure/resources.ts';
import type { DrainSubject } from './drain-subject.ts';

/** (c) The real order-worker, fed through the real gateway, held and let loose as an operator would. */
export function sluiceWorker(resources: Resources, stack: Stack, title: string): DrainSubject {
  const gateway = stack.gatewayUrls[0] ?? '';
  const client = new OrderClient(gateway, 64);
  resources.keep(() => client.close());
  return {
    key: 'worker',
    title,
    async load(orders) {
      await commandQueue(gateway, 'pause');
      const statuses = await Promise.all(orders.map((order) => client.submitAsync(order)));
      const refused = statuses.find((status) => status !== 202);
      if (refused !== undefined) throw new Error(`the gateway answered ${refused} to an order`);
    },
    release: () => commandQueue(gateway, 'resume'),
  };
}
