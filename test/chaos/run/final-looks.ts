import type { FinalRecord } from '../check/evidence.ts';
import { HttpCaller } from '../load/http-caller.ts';
import { LagMeter } from '../load/lag-meter.ts';
import type { ClientShare } from '../load/load-options.ts';
import { OrderClient, type ClientTools } from '../load/order-client.ts';

const AT_ONCE = 24;

/**
 * Asks the gateways, taking turns, for every order once more: what they say last has to be true. An order is
 * shown to its own client only.
 */
export async function lookAtAll(
  urls: readonly string[],
  orders: readonly Pick<FinalRecord, 'orderId' | 'client'>[],
  record: Pick<ClientTools, 'log' | 'clock'>,
  shares: readonly ClientShare[] = [],
): Promise<void> {
  const caller = new HttpCaller();
  const lag = new LagMeter();
  const anybody = new OrderClient(urls, { ...record, caller, lag });
  const clients = new Map(
    shares.flatMap(({ identity }) => {
      if (!identity) return [];
      const { client, apiKey } = identity;
      return [[client, new OrderClient(urls, { ...record, caller, lag }, apiKey)] as const];
    }),
  );
  const rest = orders.entries();
  const looker = async () => {
    for (const [index, { orderId, client }] of rest) {
      await (clients.get(client) ?? anybody).poll(index % urls.length, orderId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, looker));
  lag.stop();
  await caller.close();
}
