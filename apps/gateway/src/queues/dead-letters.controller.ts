import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { HttpRoute } from '@sluice/platform';
import { asking } from '../orders/queue-errors';
import type { DeadLetter } from './dead-letters';
import { QueuesService } from './queues.service';

const MOST_LISTED = 100;

/** Tasks that failed, and their way back into the queue. */
@Controller('v1/queues/:name/dead-letters')
export class DeadLettersController {
  constructor(private readonly queues: QueuesService) {}

  @Get()
  async list(@Param('name') name: string): Promise<{ deadLetters: DeadLetter[] }> {
    const { deadLetters } = this.queues.adminOf(name);
    return { deadLetters: await asking(deadLetters.list(MOST_LISTED)) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @HttpRoute({ body: 'optional' })
  async retry(@Param('name') name: string, @Param('id') id: string): Promise<DeadLetter> {
    return asking(this.queues.adminOf(name).deadLetters.retry(id));
  }
}
