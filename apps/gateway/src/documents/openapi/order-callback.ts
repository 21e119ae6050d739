import type { JsonObject } from '../json-object';
import { COMPLETED_ORDER } from './examples';

const field = (name: string, description: string, example: string): JsonObject => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

/** What is POSTed to an order's `callbackUrl`, signed as Standard Webhooks says. */
export function orderCallback(): JsonObject {
  return {
    '{$request.body#/callbackUrl}': {
      post: {
        operationId: 'orderEnded',
        summary: 'The order has ended: completed, failed, expired or cancelled.',
        description:
          'Sent until it is answered 2xx, with pauses that grow, for about a day. 410 ends it for good; `Retry-After` is heeded.',
        // Who sends this is proved by its signature.
        security: [],
        parameters: [
          field(
            'webhook-id',
            'The same at each attempt; tells repeats apart.',
            '6f3a1c5e-27b4-8f10-9c3d-5a1be0f7d214-3',
          ),
          field('webhook-timestamp', 'When this attempt was made, in Unix seconds.', '1767605400'),
          field(
            'webhook-signature',
            '`v1,` and the base64 HMAC-SHA256 of id, timestamp and body joined by dots; one for each secret in force.',
            'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
          ),
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Order' },
              example: COMPLETED_ORDER,
            },
          },
        },
        responses: {
          '2XX': { description: 'Taken; it is not sent again.' },
          '410': { description: 'Not wanted any more; it is not sent again.' },
          default: { description: 'It is sent again later.' },
        },
      },
    },
  };
}
