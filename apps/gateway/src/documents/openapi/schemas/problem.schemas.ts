import {
  ORDER_STATUSES,
  PROBLEM_CATALOGUE,
  type ProblemDocument,
  type ProblemSummary,
} from '@sluice/contracts';
import type { JsonObject } from '../../json-object';

const SUMMARY_MEMBERS = {
  type: { type: 'string', format: 'uri', description: '`urn:sluice:problem:` and the code.' },
  title: { type: 'string' },
  status: { type: 'integer', minimum: 400, maximum: 599 },
  detail: { type: 'string' },
  code: { type: 'string', enum: Object.keys(PROBLEM_CATALOGUE) },
  retryable: {
    type: 'boolean',
    description: 'Whether sending the same request again, later, may succeed.',
  },
} satisfies Record<keyof ProblemSummary, JsonObject>;

const DOCUMENT_MEMBERS = {
  ...SUMMARY_MEMBERS,
  instance: { type: 'string', description: 'Path of the request.' },
  correlationId: { type: 'string' },
  errors: {
    type: 'array',
    description: 'Faults of the body, each with its JSON Pointer.',
    items: {
      type: 'object',
      properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      required: ['pointer', 'detail'],
    },
  },
} satisfies Record<keyof ProblemDocument, JsonObject>;

/** What some problems say beyond that. */
const EXTENSIONS = {
  orderStatus: {
    type: 'string',
    enum: ORDER_STATUSES,
    description: 'State of the order in the way.',
  },
  order: { $ref: '#/components/schemas/Order' },
  results: { type: 'array', items: { $ref: '#/components/schemas/BatchResult' } },
  info: { type: 'object', additionalProperties: true },
  error: { type: 'object', additionalProperties: true },
  details: { type: 'object', additionalProperties: true },
};

export const PROBLEM_SCHEMAS = {
  ProblemSummary: {
    type: 'object',
    description: 'Why an order failed, and how to recover.',
    properties: SUMMARY_MEMBERS,
    required: Object.keys(SUMMARY_MEMBERS),
  },
  Problem: {
    type: 'object',
    description: 'RFC 9457, with the members of ours that programs should look at.',
    properties: { ...DOCUMENT_MEMBERS, ...EXTENSIONS },
    required: Object.keys(DOCUMENT_MEMBERS).filter((name) => name !== 'errors'),
  },
} satisfies Record<string, JsonObject>;
