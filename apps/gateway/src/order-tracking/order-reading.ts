import { Injectable } from '@nestjs/common';
import { isTerminal } from '@sluice/contracts';
import type { OrderRecord } from '@sluice/task-queue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway.config';
import { clientOf } from '../orders/client-identity';
import { readPreferences } from '../orders/prefer';
import { LongPolls } from './long-polls';
import { isNamed } from '../orders/entity-tag';
import { etagOf } from './order-etag';
import { OwnedOrders } from './owned-orders';

/** Finds the order that a request asks for, holding the request if it prefers to wait. */
@Injectable()
export class OrderReading {
  constructor(
    private readonly orders: OwnedOrders,
    private readonly polls: LongPolls,
    private readonly config: GatewayConfig,
  ) {}

  /**
   * Held is a request until the order has ended or, if the client says which representation it has,
   * until there is another one. A wait that was granted is said in `Preference-Applied`.
   *
   * @throws ProblemError `not-found`, `queue-unavailable`
   */
  async read(id: string, request: FastifyRequest, reply: FastifyReply): Promise<OrderRecord> {
    const client = clientOf(request);
    const order = await this.orders.require(id, client);
    const waitMs = this.grantedWaitMs(request);
    if (waitMs === undefined) return order;
    reply.header('preference-applied', `wait=${Math.ceil(waitMs / 1000)}`);
    const isAwaited = awaitedBy(request);
    if (waitMs === 0 || isAwaited(order)) return order;
    const awaited = await this.polls.hold(id, isAwaited, waitMs, reply);
    return awaited ?? this.orders.require(id, client);
  }

  private grantedWaitMs({ headers }: FastifyRequest): number | undefined {
    const { waitS } = readPreferences(headers.prefer);
    if (waitS === undefined || !this.polls.hasRoom) return undefined;
    return Math.min(waitS * 1000, this.config.bridgeMaxWaitMs);
  }
}

function awaitedBy({ headers }: FastifyRequest): (order: OrderRecord) => boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return ({ status }) => isTerminal(status);
  return (order) => isTerminal(order.status) || !isNamed(etagOf(order), known);
}
