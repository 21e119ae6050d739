import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { HttpRoute, ProblemError } from '@sluice/platform';
import type { FastifyReply } from 'fastify';
import { ASSET_TYPES, findAsset } from './reference/reference-assets';
import { REFERENCE_POLICY, referencePage } from './reference/reference-page';

/** Both documents as JSON, each made when it is asked for first. */
export interface Documents {
  openapi(): Buffer;
  asyncapi(): Buffer;
}

/** Injection token of {@link Documents}. */
export const DOCUMENTS = Symbol('DOCUMENTS');

const JSON_TYPE = 'application/json; charset=utf-8';

const ALWAYS_ASK = 'no-cache';
const A_DAY = 'public, max-age=86400';

/** `/docs`: what this gateway offers, for people and for programs. */
@Controller('docs')
export class DocumentsController {
  constructor(@Inject(DOCUMENTS) private readonly documents: Documents) {}

  @Get()
  @HttpRoute({ produces: ['text/html'] })
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', REFERENCE_POLICY)
  @Header('Cache-Control', ALWAYS_ASK)
  page(): string {
    return referencePage();
  }

  @Get('openapi.json')
  openapi(@Res() reply: FastifyReply): void {
    send(reply, this.documents.openapi());
  }

  @Get('asyncapi.json')
  asyncapi(@Res() reply: FastifyReply): void {
    send(reply, this.documents.asyncapi());
  }

  @Get('assets/:name')
  @HttpRoute({ produces: ASSET_TYPES })
  async asset(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const asset = await findAsset(name);
    if (!asset) throw new ProblemError('not-found');
    reply.header('content-type', asset.type).header('cache-control', A_DAY).send(asset.content);
  }
}

function send(reply: FastifyReply, document: Buffer): void {
  reply.header('content-type', JSON_TYPE).header('cache-control', ALWAYS_ASK).send(document);
}
