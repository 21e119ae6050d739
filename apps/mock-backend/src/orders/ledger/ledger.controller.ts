import { Controller, Delete, Get, HttpCode, Param, Query, Res } from '@nestjs/common';
import { DrainState, HttpRoute, ProblemError } from '@sluice/platform';
import type { FastifyReply } from 'fastify';
import { OrderIntake } from '../intake/order-intake';
import { toCountQuery } from './count-query.mapper';
import { CountWatch } from './count-watch';
import { toLedgerLine } from './ledger-line.mapper';
import { ledgerStream } from './ledger-stream';
import { OrderLedger } from './order-ledger';

const NDJSON = 'application/x-ndjson';

/** What the backend has saved, for whoever wants to check. */
@Controller('orders')
export class LedgerController {
  constructor(
    private readonly ledger: OrderLedger,
    private readonly watch: CountWatch,
    private readonly intake: OrderIntake,
    private readonly drain: DrainState,
  ) {}

  /** The ledger as NDJSON, a line per saved order, in the order of saving. */
  @Get()
  @HttpRoute({ produces: [NDJSON, 'application/json'] })
  readAll(@Res() reply: FastifyReply): void {
    reply.type(NDJSON).send(ledgerStream(this.ledger));
  }

  /** With `atLeast`, answers once the count has reached it, or after `waitMs`. */
  @Get('count')
  async count(
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ count: number }> {
    const { atLeast, waitMs } = toCountQuery(query);
    const gone = AbortSignal.any([this.drain.signal, hangUpOf(reply)]);
    return { count: await this.watch.reach(atLeast, waitMs, gone) };
  }

  /** @throws ProblemError 404 `not-found` */
  @Get(':orderId')
  read(@Param('orderId') orderId: string, @Res() reply: FastifyReply): void {
    const row = this.ledger.find(orderId);
    if (!row) throw new ProblemError('not-found', 'No order with this id is saved.');
    reply.type('application/json').send(toLedgerLine(row));
  }

  /** Drops all work and forgets all orders. */
  @Delete()
  @HttpCode(204)
  reset(): Promise<void> {
    return this.intake.reset();
  }
}

function hangUpOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
