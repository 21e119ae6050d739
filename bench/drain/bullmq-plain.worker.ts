import { Worker } from 'bullmq';
import { serveAsChild } from '../measure/serve-as-child.ts';
import { BackendSender } from './backend-sender.ts';
import { AT_ONCE } from './drain-subject.ts';

/** BullMQ as its own documentation shows it: a processor, a concurrency, the order as the job's data. */
const [redisUrl = '', backendUrl = ''] = process.argv.slice(2);
const sender = new BackendSender(backendUrl);
const connection = { url: redisUrl };
const worker = new Worker<object>('orders', (job) => sender.save(job.data), {
  connection,
  concurrency: AT_ONCE,
});
worker.on('error', (error) => console.error(error));

await worker.waitUntilReady();
serveAsChild();
