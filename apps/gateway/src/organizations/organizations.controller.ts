import { Body, Controller, Get, Param, Patch, Put, Query, Req, Res } from '@nestjs/common';
import type { SavedOrganization } from '@sluice/task-queue';
import { HttpRoute, ProblemError } from '@sluice/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientOf } from '../orders/client-identity';
import { sendUnlessKnown } from '../orders/own-copy';
import { patched } from './json-patch';
import { readOrganizationBody } from './organization-body';
import { organizationEtag, organizationPath, toOrganizationResponse } from './organization.mapper';
import { ORGANIZATION_ID_PATTERN } from './organization.request';
import {
  type OrganizationEdit,
  OrganizationsService,
  unknownOrganization,
} from './organizations.service';
import { readUnlinkWay } from './unlink-way';

const PUT_LIMIT_BYTES = 1_048_576;
const JSON_PATCH_TYPE = 'application/json-patch+json';

/** `/v1/organizations`: a small service of its own, to show which work belongs before an answer. */
@Controller('v1/organizations')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Get(':id')
  async find(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organization = await this.organizations.require(clientOf(request), id);
    const etag = organizationEtag(organization);
    sendUnlessKnown(request, reply, etag, () => toOrganizationResponse(organization));
  }

  @Put(':id')
  @HttpRoute({ bodyLimitBytes: PUT_LIMIT_BYTES })
  async put(
    @Param('id') id: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const edit = editOf(checkedId(id), query, request);
    const state = readOrganizationBody(request.body);
    const { isNew, ...saved } = await this.organizations.edit(edit, () => state);
    if (isNew) reply.code(201).header('location', organizationPath(id));
    answer(reply, saved);
  }

  @Patch(':id')
  @HttpRoute({ consumes: [JSON_PATCH_TYPE] })
  async patch(
    @Param('id') id: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const edit = editOf(id, query, request);
    const saved = await this.organizations.edit(edit, (found) => {
      if (!found) throw unknownOrganization();
      const { name, allowCustomSso, members } = found;
      return readOrganizationBody(patched({ name, allowCustomSso, members }, body));
    });
    answer(reply, saved);
  }
}

function editOf(organizationId: string, query: unknown, request: FastifyRequest): OrganizationEdit {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
  const client = clientOf(request);
  const correlationId = request.id;
  return { client, organizationId, correlationId, way: readUnlinkWay(query), ifMatch, ifNoneMatch };
}

function checkedId(id: string): string {
  if (ORGANIZATION_ID_PATTERN.test(id)) return id;
  throw new ProblemError(
    'invalid-request',
    'The id of an organization has to be 1 to 64 of A-Z a-z 0-9 . _ -, and not dots alone.',
  );
}

function answer(reply: FastifyReply, { organization, unlinkingId }: SavedOrganization): void {
  reply.header('etag', organizationEtag(organization));
  reply.send(toOrganizationResponse(organization, unlinkingId));
}
