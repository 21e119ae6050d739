import { Worker } from 'bullmq';
import { serveAsChild } from '../measure/serve-as-child.ts';
import { BackendSender } from './backend-sender.ts';

/** BullMQ as its own documentation shows it: a processor, a concurrency, the order as the job's data. */
const [redisUrl = '', backendUrl = '', atOnce = ''] = process.argv.slice(2);
const sender = new BackendSender(backendUrl, Number(atOnce));
const connection = { url: redisUrl };
const worker = new Worker<object>('orders', (job) => sender.save(job.data), {
  connection,
  concurrency: Number(atOnce),
});
worker.on('error', (error) => console.error(error));

await worker.waitUntilReady();
serveAsChild();
