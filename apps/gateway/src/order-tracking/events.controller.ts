import { Controller, Get, Headers, Param, Req, Res } from '@nestjs/common';
import { isTerminal } from '@sluice/contracts';
import type { OrderRecord } from '@sluice/task-queue';
import { HttpRoute } from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from '../orders/client-identity';
import { expiredProblem } from '../orders/expired-problem';
import { EventStreams } from './event-streams';
import { OwnedOrders } from './owned-orders';

/** `GET /v1/orders/{id}/events`: what becomes of an order, told as it happens. */
@Controller('v1/orders')
export class EventsController {
  constructor(
    private readonly orders: OwnedOrders,
    private readonly streams: EventStreams,
  ) {}

  /** A client that has seen the end gets 204, which keeps browsers from asking for ever. */
  @Get(':id/events')
  @HttpRoute({ produces: ['text/event-stream'] })
  async open(
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.streams.requireRoom();
    const order = await this.orders.require(id, clientOf(request));
    const hasSeenIt = lastEventId === String(order.revision);
    if (hasSeenIt && isTerminal(order.status)) return void reply.code(204).send();
    if (order.status === 'expired') throw expiredProblem(order);
    if (request.method === 'HEAD') return void reply.type('text/event-stream').send();
    await this.streams.open(order, reply, seenBy(lastEventId, order));
  }
}

/** A revision that is not the order's latest says nothing that matters: the latest is sent anyway. */
function seenBy(lastEventId: string | undefined, { revision }: OrderRecord): number | undefined {
  return lastEventId === String(revision) ? revision : undefined;
}
