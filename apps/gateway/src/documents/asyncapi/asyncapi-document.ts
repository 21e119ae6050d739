import { API_VERSION } from '../api-version';
import type { JsonObject } from '../json-object';
import { requestSchemas } from '../openapi/schemas/request-schemas';
import { ORDER_SCHEMAS } from '../openapi/schemas/order.schemas';
import { PROBLEM_SCHEMAS } from '../openapi/schemas/problem.schemas';
import { SubmitOrderRequest } from '@sluice/contracts';
import { CHANNELS } from './channels';
import { MESSAGE_SCHEMAS, MESSAGES } from './messages';
import { ASYNC_OPERATIONS } from './async-operations';
import { SERVERS } from './servers';

const DESCRIPTION =
  'How orders, their changes and their replies travel as messages. Only `orders.submit` and the signed callback are for clients; the rest is how the processes of Sluice talk to each other, for those who operate or extend it.';

/** The AsyncAPI 3 document of the gateway's queues, events and replies. */
export function asyncapiDocument(): JsonObject {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Sluice order gateway',
      version: API_VERSION,
      description: DESCRIPTION,
      license: { name: 'MIT' },
    },
    servers: SERVERS,
    defaultContentType: 'application/json',
    channels: CHANNELS,
    operations: ASYNC_OPERATIONS,
    components: {
      messages: MESSAGES,
      schemas: {
        ...MESSAGE_SCHEMAS,
        ...ORDER_SCHEMAS,
        ...PROBLEM_SCHEMAS,
        ...requestSchemas([SubmitOrderRequest]),
      },
    },
  };
}
