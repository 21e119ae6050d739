import type { JsonObject } from '../json-object';

const link = (operationId: string, id: string, description: string): JsonObject => ({
  operationId,
  description,
  parameters: { id },
});

const orderLinks = (id: string): JsonObject => ({
  order: link('readOrder', id, 'Where the order is read.'),
  events: link('watchOrder', id, 'Where its changes are told.'),
  cancellation: link('cancelOrder', id, 'How it is cancelled while it is queued.'),
});

/** What leads on from an answer, by what it shows. */
export const LINKS = {
  order: orderLinks('$response.body#/id'),
  'found-order': orderLinks('$response.body#/orders/0/id'),
  'dead-letter': {
    retry: {
      operationId: 'retryDeadLetter',
      description: 'How the latest is sent back.',
      parameters: { name: '$request.path.name', id: '$response.body#/deadLetters/0/id' },
    },
  },
  organization: {
    organization: link('readOrganization', '$response.body#/id', 'Where it is read.'),
    change: link('patchOrganization', '$response.body#/id', 'How it is changed.'),
  },
};
