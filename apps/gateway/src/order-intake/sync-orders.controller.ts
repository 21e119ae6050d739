import { Controller, Post, Req, Res } from '@nestjs/common';
import { DrainState, ProblemError } from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseNotBefore } from '../orders/order-headers';
import { readOrder } from '../orders/read-order';
import { IntakeMetrics } from './intake.metrics';
import { refuseWhileDraining } from './refuse-while-draining';
import { SyncOrdersService } from './sync-orders.service';
import { SyncPool } from './sync-pool';

const OUTCOMES: Partial<Record<string, string>> = {
  'order-rejected': 'rejected',
  'backend-failed': 'failed',
  'backend-timeout': 'timeout',
};

/** Takes orders in and answers when the backend has: the path that collapses when it slows down. */
@Controller('v1/orders')
export class SyncOrdersController {
  constructor(
    private readonly orders: SyncOrdersService,
    private readonly pool: SyncPool,
    private readonly metrics: IntakeMetrics,
    private readonly drain: DrainState,
  ) {}

  @Post('sync')
  async submit(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const order = readOrder(request);
    refuseNotBefore(request.headers);
    refuseWhileDraining(this.drain);
    if (!this.pool.tryTake()) throw this.saturated();
    try {
      const answer = await this.orders.submit(order);
      this.metrics.syncEnded.inc({ outcome: 'completed' });
      reply.code(answer.status).headers(answer.headers).send(answer.order);
    } catch (error) {
      this.count(error);
      throw error;
    } finally {
      this.pool.release();
    }
  }

  private saturated(): ProblemError {
    this.metrics.refused('gateway-saturated');
    const detail = `All ${this.pool.capacity} synchronous slots are taken.`;
    return new ProblemError('gateway-saturated', detail, { headers: { 'retry-after': '1' } });
  }

  private count(error: unknown): void {
    if (!(error instanceof ProblemError)) return;
    const outcome = OUTCOMES[error.code];
    if (outcome) this.metrics.syncEnded.inc({ outcome });
    else this.metrics.refused(error.code);
  }
}
