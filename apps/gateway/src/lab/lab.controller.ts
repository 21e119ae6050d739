import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { HttpRoute, ProblemError } from '@sluice/platform';
import type { FastifyReply } from 'fastify';
import { LAB_ASSET_TYPES, type LabFiles } from './lab-files';

/** Gives the built page; undefined where there is none. */
export type FindLab = () => Promise<LabFiles | undefined>;

/** Injection token of {@link FindLab}. */
export const FIND_LAB = Symbol('FIND_LAB');

/** Files of our own only, no script or style in the page itself, and nobody may frame it. */
const LAB_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The names of assets carry a fingerprint of what is in them. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** `/lab`: both patterns side by side, as a model and on this gateway. */
@Controller('lab')
export class LabController {
  constructor(@Inject(FIND_LAB) private readonly findLab: FindLab) {}

  @Get()
  @HttpRoute({ produces: ['text/html'] })
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', LAB_POLICY)
  @Header('Cache-Control', 'no-cache')
  async page(): Promise<Buffer> {
    const lab = await this.findLab();
    if (!lab) throw new ProblemError('not-found', NOT_BUILT);
    return lab.page;
  }

  @Get('assets/:name')
  @HttpRoute({ produces: LAB_ASSET_TYPES })
  async asset(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const asset = (await this.findLab())?.assets.get(name);
    if (!asset) throw new ProblemError('not-found');
    reply.header('content-type', asset.type).header('cache-control', FOR_EVER).send(asset.content);
  }
}

const NOT_BUILT = 'The lab was not built for this gateway: run "npm run build", then ask again.';
