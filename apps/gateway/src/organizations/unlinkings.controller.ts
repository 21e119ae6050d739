import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { isTerminal } from '@sluice/contracts';
import { UnlinkingProgress } from '@sluice/task-queue';
import { ProblemError } from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from '../orders/client-identity';
import { asking } from '../orders/queue-errors';
import { toUnlinkingResponse } from './organization.mapper';

/** How far the unlinking has come that a save began. */
@Controller('v1/organizations/:organizationId/unlinkings')
export class UnlinkingsController {
  constructor(private readonly progress: UnlinkingProgress) {}

  @Get(':id')
  async find(
    @Param('organizationId') organizationId: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await asking(this.progress.find(id));
    if (found?.client !== clientOf(request) || found.organizationId !== organizationId) {
      throw new ProblemError('not-found', 'There is no such unlinking.');
    }
    const unlinking = toUnlinkingResponse(found);
    if (!isTerminal(unlinking.status)) reply.header('retry-after', '1');
    reply.header('cache-control', 'no-store').send(unlinking);
  }
}
