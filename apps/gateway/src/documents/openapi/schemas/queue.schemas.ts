import {
  type LimiterSettings,
  ORDER_PRIORITIES,
  ORDER_STATUSES,
  TERMINAL_STATUSES,
  type WorkerState,
} from '@sluice/contracts';
import type { JsonObject } from '../../json-object';

const COUNT = { type: 'integer', minimum: 0 };

const counts = (names: readonly string[]): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, COUNT])),
  required: names,
});

const LIMITER_MEMBERS = {
  concurrency: COUNT,
  rateMax: { type: ['integer', 'null'], minimum: 0, description: 'Null for no rate.' },
  rateWindowMs: COUNT,
} satisfies Record<keyof LimiterSettings, JsonObject>;

const WORKER_MEMBERS = {
  workerId: { type: 'string' },
  startedAt: { type: 'string', format: 'date-time' },
  paused: { type: 'boolean' },
  inFlight: COUNT,
  breaker: { type: 'string', enum: ['closed', 'open', 'half-open'] },
  settled: counts(['completed', 'failed', 'retried']),
  limiter: { type: 'object', properties: LIMITER_MEMBERS, required: Object.keys(LIMITER_MEMBERS) },
} satisfies Record<keyof WorkerState, JsonObject>;

const PRIORITY_DEPTH = {
  type: 'object',
  properties: { queued: COUNT, oldestAgeMs: COUNT },
  required: ['queued', 'oldestAgeMs'],
};

const QUEUE_MEMBERS = {
  name: { type: 'string' },
  queued: { ...COUNT, description: 'Scheduled ones included.' },
  scheduled: { ...COUNT, description: 'Queued, and not to be begun before a time of their own.' },
  processing: COUNT,
  failed: { ...COUNT, description: 'That are still readable.' },
  oldestAgeMs: {
    ...COUNT,
    description: 'Age of the oldest task that may be begun; 0 when there is none.',
  },
  paused: { type: 'boolean' },
  byPriority: {
    type: 'object',
    properties: Object.fromEntries(ORDER_PRIORITIES.map((name) => [name, PRIORITY_DEPTH])),
    required: ORDER_PRIORITIES,
  },
  activeLanes: {
    ...COUNT,
    description: 'Lanes in which something waits: clients, by priority, and their retries.',
  },
  wakeUps: {
    ...counts(['waiting', 'active']),
    description: "Bull's wake-up jobs for workers. They say nothing about how much waits.",
  },
  ended: counts(TERMINAL_STATUSES),
  drained: { ...COUNT, description: 'Completed or failed by a worker, ever.' },
  drainPerSecond: { type: 'number', minimum: 0 },
  workers: {
    type: 'array',
    items: { type: 'object', properties: WORKER_MEMBERS, required: Object.keys(WORKER_MEMBERS) },
  },
  silentWorkers: {
    type: 'array',
    description: 'Workers that did not answer just now.',
    items: { type: 'string' },
  },
};

const CALLBACK_MEMBERS = {
  id: { type: 'string', description: "The receiver's `webhook-id`." },
  status: { type: 'string', enum: ORDER_STATUSES },
  client: { type: 'string' },
  url: { type: 'string', format: 'uri' },
  attempts: COUNT,
  updatedAt: { type: 'string', format: 'date-time' },
  error: { $ref: '#/components/schemas/ProblemSummary' },
  links: {
    type: 'object',
    properties: { order: { type: 'string', format: 'uri-reference' } },
    required: ['order'],
  },
};

export const QUEUE_SCHEMAS = {
  Queue: { type: 'object', properties: QUEUE_MEMBERS, required: Object.keys(QUEUE_MEMBERS) },
  Queues: {
    type: 'object',
    properties: { queues: { type: 'array', items: { $ref: '#/components/schemas/Queue' } } },
    required: ['queues'],
  },
  DeadLetters: {
    type: 'object',
    properties: {
      deadLetters: { type: 'array', items: { $ref: '#/components/schemas/DeadLetter' } },
    },
    required: ['deadLetters'],
  },
  DeadLetter: {
    description: 'An order, or the delivery of an outcome to a client.',
    anyOf: [{ $ref: '#/components/schemas/Order' }, { $ref: '#/components/schemas/Callback' }],
  },
  Callback: {
    type: 'object',
    properties: CALLBACK_MEMBERS,
    required: Object.keys(CALLBACK_MEMBERS).filter((name) => name !== 'error'),
  },
} satisfies Record<string, JsonObject>;
