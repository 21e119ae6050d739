import type { JsonObject } from '../../json-object';

const PARTS = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    properties: { status: { type: 'string' } },
    required: ['status'],
    additionalProperties: true,
  },
};

export const HEALTH_SCHEMAS = {
  Health: {
    type: 'object',
    description: 'As Terminus tells it.',
    properties: { status: { type: 'string' }, info: PARTS, error: PARTS, details: PARTS },
    required: ['status', 'info', 'error', 'details'],
  },
} satisfies Record<string, JsonObject>;
