import type { Answer, Operation } from '../operation';

const OPEN = { method: 'get', role: 'open', asksRedis: false } as const;

const HEALTH: Answer = {
  description: 'All is well.',
  headers: { 'Cache-Control': 'always' },
  content: { 'application/json': { schema: 'Health' } },
};

export const OBSERVATION_OPERATIONS: readonly Operation[] = [
  {
    ...OPEN,
    tag: 'Observation',
    path: '/health/live',
    id: 'isLive',
    summary: 'Whether the process lives',
    description: 'Asks no dependency: starting again would mend none.',
    answers: { 200: HEALTH },
  },
  {
    ...OPEN,
    tag: 'Observation',
    path: '/health/ready',
    id: 'isReady',
    summary: 'Whether it may be sent requests',
    answers: { 200: HEALTH },
    problems: ['queue-unavailable', 'shutting-down'],
  },
  {
    ...OPEN,
    tag: 'Observation',
    path: '/health',
    id: 'readHealth',
    summary: 'How it is, in detail',
    answers: { 200: HEALTH },
    problems: ['gateway-saturated', 'queue-unavailable'],
  },
  {
    ...OPEN,
    tag: 'Observation',
    path: '/metrics',
    id: 'readMetrics',
    summary: 'Metrics for Prometheus',
    answers: {
      200: {
        description: 'Prometheus text.',
        headers: { 'Cache-Control': 'always' },
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    },
  },
];

const DOCUMENT: Answer = {
  description: 'The document.',
  headers: { 'Cache-Control': 'always' },
  content: { 'application/json': { schema: { type: 'object' } } },
};

export const DOCUMENT_OPERATIONS: readonly Operation[] = [
  {
    ...OPEN,
    tag: 'Documents',
    path: '/docs',
    id: 'readReference',
    summary: 'This reference, to be read in a browser',
    answers: {
      200: {
        description: 'A page that needs nothing from elsewhere.',
        headers: { 'Cache-Control': 'always', 'Content-Security-Policy': 'always' },
        content: { 'text/html': { schema: { type: 'string' } } },
      },
    },
  },
  {
    ...OPEN,
    tag: 'Documents',
    path: '/docs/openapi.json',
    id: 'readOpenapi',
    summary: 'The HTTP interface as OpenAPI 3.1',
    answers: { 200: DOCUMENT },
  },
  {
    ...OPEN,
    tag: 'Documents',
    path: '/docs/asyncapi.json',
    id: 'readAsyncapi',
    summary: 'Queues, events and replies as AsyncAPI 3',
    answers: { 200: DOCUMENT },
  },
  {
    ...OPEN,
    tag: 'Documents',
    path: '/lab',
    id: 'readLab',
    summary: 'The pattern lab, to be used in a browser',
    description: 'Both patterns side by side, as a model and on this gateway.',
    answers: {
      200: {
        description: 'A page that needs nothing from elsewhere.',
        headers: { 'Cache-Control': 'always', 'Content-Security-Policy': 'always' },
        content: { 'text/html': { schema: { type: 'string' } } },
      },
    },
    problems: ['not-found'],
  },
];
