import { HttpCaller } from '../load/http-caller.ts';
import { LagMeter } from '../load/lag-meter.ts';
import { OrderClient, type ClientTools } from '../load/order-client.ts';

const AT_ONCE = 24;

/** Asks the gateways, taking turns, for every order once more: what they say last has to be true. */
export async function lookAtAll(
  urls: readonly string[],
  orderIds: readonly string[],
  record: Pick<ClientTools, 'log' | 'clock'>,
): Promise<void> {
  const caller = new HttpCaller();
  const lag = new LagMeter();
  const client = new OrderClient(urls, { ...record, caller, lag });
  const rest = orderIds.entries();
  const looker = async () => {
    for (const [index, orderId] of rest) await client.poll(index % urls.length, orderId);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, looker));
  lag.stop();
  await caller.close();
}
