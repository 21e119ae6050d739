import { fastify } from 'fastify';
import type { SampleOrder } from '../measure/sample-order.ts';
import { serveAsChild } from '../measure/serve-as-child.ts';
import { openBaselineQueue } from './baseline-queue.ts';

/**
 * Fastify as it comes before a queue's own `add`: what is left of the usual way without Nest and
 * without validation. It answers once the job is in Redis.
 */
async function main(port: number, redisUrl: string, library: string): Promise<void> {
  const add = await openBaselineQueue(library, redisUrl);
  const app = fastify();
  app.post<{ Body: SampleOrder }>('/v1/orders/async', async (request, reply) => {
    const jobId = await add(request.body);
    return reply.code(202).send({ jobId, orderNumber: request.body.orderNumber, status: 'queued' });
  });
  await app.listen({ port, host: '127.0.0.1', backlog: 4_096 });
  serveAsChild();
}

const [port, redisUrl = '', library = ''] = process.argv.slice(2);
void main(Number(port), redisUrl, library);
