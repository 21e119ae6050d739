import { Client } from 'undici';
import { sampleOrder } from '../measure/sample-order.ts';
import { median } from '../measure/statistics.ts';
import type { OrderWay, WayKey } from './order-way.ts';

/** Until code and connections are warm. */
const WARM_UP = 100;

/**
 * The median latency in ms of each way with nothing else going on, one order at a time and the ways
 * in turn, so that all of them meet the same moments of the machine.
 * @throws Error when an order has no outcome: a figure without one means nothing.
 */
export async function measureUnloaded(
  ways: readonly OrderWay[],
  { orders, prefix }: { orders: number; prefix: string },
): Promise<Record<WayKey, number>> {
  const probes = ways.map((way) => ({
    way,
    client: new Client(new URL(way.url).origin),
    tookMs: [] as number[],
  }));
  try {
    for (let nth = -WARM_UP; nth < orders; nth += 1) {
      for (const { way, client, tookMs } of probes) {
        const oneMs = await submit(way, client, `${prefix}-${way.key}-${nth + WARM_UP}`);
        if (nth >= 0) tookMs.push(oneMs);
      }
    }
  } finally {
    await Promise.all(probes.map(({ client }) => client.close()));
  }
  const medians = probes.map(({ way, tookMs }) => [way.key, median(tookMs)] as const);
  return Object.fromEntries(medians) as Record<WayKey, number>;
}

async function submit(way: OrderWay, client: Client, serial: string): Promise<number> {
  const startedAtMs = performance.now();
  const { statusCode, body } = await client.request({
    method: 'POST',
    path: new URL(way.url).pathname,
    headers: { 'content-type': 'application/json', ...way.headers(serial) },
    body: JSON.stringify(sampleOrder(serial)),
  });
  await body.dump();
  if (statusCode > 201) throw new Error(`${way.title}: answered ${statusCode}, no outcome`);
  return performance.now() - startedAtMs;
}
