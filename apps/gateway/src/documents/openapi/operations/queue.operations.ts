import type { Answer, Operation } from '../operation';

const QUEUES = { tag: 'Queues', role: 'ops', asksRedis: true } as const;

const QUEUE: Answer = {
  description: 'The queue as it is now.',
  content: { 'application/json': { schema: 'Queue' } },
};

export const QUEUE_OPERATIONS: readonly Operation[] = [
  {
    ...QUEUES,
    method: 'get',
    path: '/v1/queues',
    id: 'listQueues',
    summary: 'Look at all queues',
    answers: {
      200: { description: 'All queues.', content: { 'application/json': { schema: 'Queues' } } },
    },
  },
  {
    ...QUEUES,
    method: 'get',
    path: '/v1/queues/{name}',
    id: 'readQueue',
    summary: 'Look at a queue',
    parameters: ['QueueName'],
    answers: { 200: QUEUE },
    problems: ['not-found'],
  },
  {
    ...QUEUES,
    method: 'post',
    path: '/v1/queues/{name}/pause',
    id: 'pauseQueue',
    summary: 'Have all workers begin nothing more',
    description: 'Lasts, for workers that start later too. What was begun is finished.',
    parameters: ['QueueName'],
    answers: { 200: QUEUE },
    problems: ['not-found'],
  },
  {
    ...QUEUES,
    method: 'post',
    path: '/v1/queues/{name}/resume',
    id: 'resumeQueue',
    summary: 'Have them begin again',
    parameters: ['QueueName'],
    answers: { 200: QUEUE },
    problems: ['not-found'],
  },
  {
    ...QUEUES,
    method: 'patch',
    path: '/v1/queues/{name}/limiter',
    id: 'limitQueue',
    summary: 'Set the fixed limiter',
    description:
      'What is left out stays. `rateMax` 0 means no rate. Lasts, and wins over settings.',
    parameters: ['QueueName'],
    body: {
      content: {
        'application/json': {
          schema: 'LimiterRequest',
          examples: { width: { value: { concurrency: 16 } } },
        },
      },
    },
    answers: { 200: QUEUE },
    problems: ['not-found'],
  },
  {
    ...QUEUES,
    method: 'get',
    path: '/v1/queues/{name}/dead-letters',
    id: 'listDeadLetters',
    summary: 'List what failed',
    parameters: ['QueueName'],
    answers: {
      200: {
        description: 'The latest hundred that are still readable, the last one first.',
        content: { 'application/json': { schema: 'DeadLetters' } },
        links: 'dead-letter',
      },
    },
    problems: ['not-found'],
  },
  {
    ...QUEUES,
    method: 'post',
    path: '/v1/queues/{name}/dead-letters/{id}/retry',
    id: 'retryDeadLetter',
    summary: 'Send a dead letter back into its queue',
    parameters: ['QueueName', 'DeadLetterId'],
    answers: {
      202: {
        description: 'It is queued again.',
        content: { 'application/json': { schema: 'DeadLetter' } },
      },
    },
    problems: ['not-found', 'order-not-retryable'],
  },
];
