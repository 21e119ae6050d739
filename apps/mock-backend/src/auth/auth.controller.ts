import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { DrainState, HttpRoute } from '@sluice/platform';
import type { FastifyReply } from 'fastify';
import { FaultSource } from '../fault-source.port';
import { replyWithBackendProblem } from '../backend-problem';
import { replyWithFault } from '../fault.reply';
import { Workforce } from '../workforce.port';
import { SsoLinks } from './sso-links';

const BATCH_LIMIT_BYTES = 1_048_576;

/**
 * `/auth`: stands for an auth service beside the backend; a call takes as long as an order does, and
 * goes wrong as one does. Unlinking who is unlinked already succeeds.
 */
@Controller('auth')
export class AuthController {
  constructor(
    private readonly links: SsoLinks,
    private readonly workforce: Workforce,
    private readonly faults: FaultSource,
    private readonly drain: DrainState,
  ) {}

  @Delete('members/:id/sso')
  async unlink(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.work([id], reply, () => void reply.code(204).send());
  }

  @Post('unlink')
  @HttpRoute({ bodyLimitBytes: BATCH_LIMIT_BYTES })
  async unlinkAll(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { members } = (body ?? {}) as { members?: unknown };
    if (!isListOfTexts(members)) return replyWithBackendProblem(reply, 422, 'members is no list.');
    await this.work(members, reply, () => void reply.send({ unlinked: members.length }));
  }

  /** What was unlinked, for whoever wants to check. */
  @Get('unlinked/count')
  count(): SsoLinks['counts'] {
    return this.links.counts;
  }

  @Get('members/:id')
  member(@Param('id') id: string): { member: string; unlinked: number } {
    return { member: id, unlinked: this.links.timesUnlinked(id) };
  }

  @Delete('unlinked')
  @HttpCode(204)
  reset(): void {
    this.links.reset();
  }

  private async work(members: string[], reply: FastifyReply, answer: () => void): Promise<void> {
    const end = await this.workforce.perform(() => undefined);
    if (end === 'dropped') return replyWithBackendProblem(reply, 503, 'All work was dropped.');
    const fault = this.faults.draw();
    if (fault?.when !== 'before-commit') this.links.unlink(members);
    if (fault) replyWithFault(reply, fault, this.drain.signal);
    else answer();
  }
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === 'string');
}
