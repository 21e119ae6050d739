import Bull from 'bull';
import { serveAsChild } from '../measure/serve-as-child.ts';
import { BackendSender } from './backend-sender.ts';

/** (b) What Bull's own documentation shows: a processor, a concurrency, the order as the job's data. */
const [redisUrl = '', backendUrl = '', atOnce = ''] = process.argv.slice(2);
const sender = new BackendSender(backendUrl, Number(atOnce));
const queue = new Bull<object>('orders', redisUrl);

void queue.process(Number(atOnce), (job) => sender.save(job.data));
await queue.isReady();
serveAsChild();
