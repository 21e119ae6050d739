import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ORDER_QUEUE } from '@sluice/order-lifecycle';
import { compileValidator, HttpRoute, Logger, ProblemError } from '@sluice/platform';
import { asking } from '../orders/queue-errors';
import { LimiterRequest } from './limiter.request';
import { type QueueResponse, QueuesService } from './queues.service';

const limiterFaults = compileValidator<LimiterRequest>(LimiterRequest);

/** `/v1/queues`: what operators look at and turn. Every command is logged. */
@Controller('v1/queues')
export class QueuesController {
  constructor(
    private readonly queues: QueuesService,
    private readonly logger: Logger,
  ) {}

  @Get()
  async list(): Promise<{ queues: QueueResponse[] }> {
    return { queues: [await asking(this.queues.describe())] };
  }

  @Get(':name')
  async describe(@Param('name') name: string): Promise<QueueResponse> {
    requireKnown(name);
    return asking(this.queues.describe());
  }

  @Post(':name/pause')
  @HttpCode(200)
  @HttpRoute({ body: 'optional' })
  async pause(@Param('name') name: string): Promise<QueueResponse> {
    requireKnown(name);
    this.logger.info({ queue: name }, 'operator paused the queue');
    return asking(this.queues.pause());
  }

  @Post(':name/resume')
  @HttpCode(200)
  @HttpRoute({ body: 'optional' })
  async resume(@Param('name') name: string): Promise<QueueResponse> {
    requireKnown(name);
    this.logger.info({ queue: name }, 'operator resumed the queue');
    return asking(this.queues.resume());
  }

  @Patch(':name/limiter')
  async limit(@Param('name') name: string, @Body() body: unknown): Promise<QueueResponse> {
    requireKnown(name);
    const { rateMax, ...rest } = readLimiter(body);
    const settings = { ...rest, ...(rateMax === undefined ? {} : { rateMax: rateMax || null }) };
    this.logger.info({ queue: name, settings }, 'operator changed the limiter');
    return asking(this.queues.limit(settings));
  }
}

function requireKnown(name: string): void {
  if (name !== ORDER_QUEUE) throw new ProblemError('not-found', 'There is no such queue.');
}

function readLimiter(body: unknown): LimiterRequest {
  const errors = limiterFaults(body);
  if (errors) throw new ProblemError('invalid-request', undefined, { errors });
  return body as LimiterRequest;
}
