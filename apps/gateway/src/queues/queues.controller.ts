import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { compileValidator, HttpRoute, Logger, ProblemError } from '@sluice/platform';
import { asking } from '../orders/queue-errors';
import { LimiterRequest } from './limiter.request';
import type { QueueResponse } from './queue-admin';
import { QueuesService } from './queues.service';

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
    const queues = this.queues.admins.map((queue) => queue.describe());
    return { queues: await asking(Promise.all(queues)) };
  }

  @Get(':name')
  async describe(@Param('name') name: string): Promise<QueueResponse> {
    return asking(this.queues.adminOf(name).describe());
  }

  @Post(':name/pause')
  @HttpCode(200)
  @HttpRoute({ body: 'optional' })
  async pause(@Param('name') name: string): Promise<QueueResponse> {
    const queue = this.queues.adminOf(name);
    this.logger.info({ queue: name }, 'operator paused the queue');
    return asking(queue.pause());
  }

  @Post(':name/resume')
  @HttpCode(200)
  @HttpRoute({ body: 'optional' })
  async resume(@Param('name') name: string): Promise<QueueResponse> {
    const queue = this.queues.adminOf(name);
    this.logger.info({ queue: name }, 'operator resumed the queue');
    return asking(queue.resume());
  }

  @Patch(':name/limiter')
  async limit(@Param('name') name: string, @Body() body: unknown): Promise<QueueResponse> {
    const queue = this.queues.adminOf(name);
    const { rateMax, ...rest } = readLimiter(body);
    const settings = { ...rest, ...(rateMax === undefined ? {} : { rateMax: rateMax || null }) };
    this.logger.info({ queue: name, settings }, 'operator changed the limiter');
    return asking(queue.limit(settings));
  }
}

function readLimiter(body: unknown): LimiterRequest {
  const errors = limiterFaults(body);
  if (errors) throw new ProblemError('invalid-request', undefined, { errors });
  return body as LimiterRequest;
}
