import type { JsonObject } from '../../json-object';

const TIME = { type: 'string', format: 'date-time' };
const PATH = { type: 'string', format: 'uri-reference' };
const COUNT = { type: 'integer', minimum: 0 };

const requested = (member: string): JsonObject => ({
  $ref: `#/components/schemas/OrganizationRequest/properties/${member}`,
});

/** One operation on a member, under each of its paths. */
const operationOn = (paths: readonly string[], value: JsonObject): JsonObject => ({
  type: 'object',
  properties: {
    op: { type: 'string', enum: ['replace', 'add', 'test'] },
    path: { type: 'string', enum: paths },
    value,
  },
  required: ['op', 'path', 'value'],
});

const OPERATION = {
  anyOf: [
    operationOn(['/allowCustomSso', '/allow-custom-sso'], { type: 'boolean' }),
    operationOn(['/name'], requested('name')),
  ],
};

export const ORGANIZATION_SCHEMAS = {
  Organization: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      name: { type: 'string' },
      allowCustomSso: { type: 'boolean' },
      members: { type: 'array', items: { type: 'string' } },
      updatedAt: TIME,
      unlinking: {
        ...PATH,
        description: 'Where the unlinking is followed that this save began.',
      },
      links: { type: 'object', properties: { self: PATH }, required: ['self'] },
    },
    required: ['id', 'name', 'allowCustomSso', 'members', 'updatedAt', 'links'],
  },
  OrganizationPatch: { anyOf: [{ type: 'array', items: OPERATION }, OPERATION] },
  Unlinking: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      status: { type: 'string', enum: ['queued', 'processing', 'completed', 'failed'] },
      all: { ...COUNT, description: 'Members that were to be unlinked.' },
      done: { ...COUNT, description: 'Members that have been.' },
      failed: { ...COUNT, description: 'Members that were given up.' },
      createdAt: TIME,
      endedAt: TIME,
      links: {
        type: 'object',
        properties: { self: PATH, organization: PATH },
        required: ['self', 'organization'],
      },
    },
    required: ['id', 'status', 'all', 'done', 'failed', 'createdAt', 'links'],
  },
} satisfies Record<string, JsonObject>;
