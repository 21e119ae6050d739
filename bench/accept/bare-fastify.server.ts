import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import type { SampleOrder } from '../measure/sample-order.ts';
import { serveAsChild } from '../measure/serve-as-child.ts';

/**
 * The ceiling: Fastify as it comes, no validation, no Redis. It parses the same body and answers the
 * same members as the gateway, so that only the gateway's own work lies between the two.
 */
async function main(port: number): Promise<void> {
  const app = fastify();
  app.post<{ Body: SampleOrder }>('/v1/orders/async', (request, reply) => {
    reply.code(202).send(queuedOrder(request.body.orderNumber));
  });
  await app.listen({ port, host: '127.0.0.1', backlog: 4_096 });
  serveAsChild();
}

function queuedOrder(orderNumber: string): object {
  const id = randomUUID();
  const acceptedAt = new Date();
  return {
    id,
    orderNumber,
    status: 'queued',
    acceptedAt,
    updatedAt: acceptedAt,
    expiresAt: new Date(acceptedAt.getTime() + 900_000),
    attempts: 0,
    links: { self: `/v1/orders/${id}`, events: `/v1/orders/${id}/events` },
  };
}

void main(Number(process.argv[2]));
