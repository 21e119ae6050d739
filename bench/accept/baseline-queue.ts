import Bull from 'bull';
import { Queue } from 'bullmq';

/** Puts an order into the queue; gives the job's id. */
export type AddOrder = (order: object) => Promise<string>;

/** The queue `orders` of one of the two libraries, with its defaults. */
export async function openBaselineQueue(library: string, redisUrl: string): Promise<AddOrder> {
  return library === 'bullmq' ? openBullMq(redisUrl) : openBull(redisUrl);
}

async function openBull(redisUrl: string): Promise<AddOrder> {
  const queue = new Bull<object>('orders', redisUrl);
  await queue.isReady();
  return async (order) => String((await queue.add(order)).id);
}

async function openBullMq(redisUrl: string): Promise<AddOrder> {
  const queue = new Queue<object>('orders', { connection: { url: redisUrl } });
  await queue.waitUntilReady();
  return async (order) => (await queue.add('order', order)).id ?? '';
}
