import { ORDER_NUMBER_PATTERN, ORDER_PRIORITIES, QUEUE_NAMES } from '@sluice/contracts';
import type { JsonObject } from '../json-object';

type Place = 'path' | 'query' | 'header';

const parameter = (
  place: Place,
  name: string,
  description: string,
  schema: JsonObject,
  more: JsonObject = {},
): JsonObject => ({
  name,
  in: place,
  description,
  ...(place === 'path' ? { required: true } : {}),
  schema,
  ...more,
});

const ORGANIZATION_ID = {
  $ref: '#/components/schemas/OrganizationRequest/properties/members/items',
};

const ID = '6f3a1c5e-27b4-8f10-9c3d-5a1be0f7d214';
const QUOTED_OR_TOKEN = String.raw`^("([\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,127}"|[\x21\x23-\x7e][\x21-\x7e]{0,127})$`;

/** Every parameter of every call. */
export const PARAMETERS = {
  OrderId: parameter(
    'path',
    'id',
    'The `id` of an order.',
    { type: 'string', format: 'uuid' },
    { example: ID },
  ),
  OrderNumber: parameter(
    'query',
    'orderNumber',
    'The number that you gave the order.',
    { type: 'string', pattern: ORDER_NUMBER_PATTERN.source },
    { required: true, example: 'A-1' },
  ),
  IdempotencyKey: parameter(
    'header',
    'Idempotency-Key',
    'Makes it safe to send the request again: the same key with the same body gets the first answer. 1 to 255 printable ASCII characters, best as a quoted string.',
    { type: 'string', pattern: QUOTED_OR_TOKEN },
    { example: '"2c5f0e51"' },
  ),
  OrderTtl: parameter(
    'header',
    'Order-TTL',
    'Whole seconds within which the order has to be begun; more than the gateway allows is cut to that.',
    { type: 'integer', minimum: 1, maximum: 999_999_999 },
    { example: 60 },
  ),
  OrderPriority: parameter(
    'header',
    'Order-Priority',
    'How soon the order is begun beside other orders: `high` has twice the turns of `normal`, and that four times those of `low`, and nothing waits for ever. In small letters.',
    { type: 'string', enum: ORDER_PRIORITIES, default: 'normal' },
    { example: 'high' },
  ),
  OrderNotBefore: parameter(
    'header',
    'Order-Not-Before',
    'The order is queued, and begun no earlier than this time (RFC 3339, with an offset), at most 30 days ahead; its time to live counts from then. A time that has passed means no delay.',
    { type: 'string', format: 'date-time' },
    { example: '2026-01-05T18:00:00+01:00' },
  ),
  Prefer: parameter(
    'header',
    'Prefer',
    'RFC 7240. `wait=N` asks to hold the answer for up to N seconds until the order has ended, `respond-async` not to be held. What is unknown is ignored.',
    { type: 'string' },
    { example: 'wait=5' },
  ),
  IfNoneMatch: parameter(
    'header',
    'If-None-Match',
    'ETags of states that you know; 304 when it is one of them.',
    { type: 'string' },
    { example: '"3"' },
  ),
  IfMatch: parameter(
    'header',
    'If-Match',
    'ETags of states that you know; 409 when it is none of them.',
    { type: 'string' },
    { example: '"3"' },
  ),
  UnlessMatch: parameter(
    'header',
    'If-None-Match',
    'ETags of states that it must not have, `*` for any; 409 when it has.',
    { type: 'string' },
    { example: '*' },
  ),
  OrganizationId: parameter('path', 'id', 'The `id` of an organization.', ORGANIZATION_ID, {
    example: 'acme',
  }),
  OwnerId: parameter('path', 'organizationId', 'The `id` of the organization.', ORGANIZATION_ID, {
    example: 'acme',
  }),
  UnlinkingId: parameter(
    'path',
    'id',
    'The `id` of an unlinking.',
    { type: 'string' },
    { example: ID },
  ),
  Unlink: parameter(
    'query',
    'unlink',
    'How members are unlinked when custom SSO is turned off: a call for each or one for all before the answer, or by the workers after it.',
    { type: 'string', enum: ['inline', 'batch', 'queue'], default: 'queue' },
  ),
  LastEventId: parameter(
    'header',
    'Last-Event-ID',
    'The last event that you got; nothing is repeated then.',
    { type: 'string' },
    { example: '3' },
  ),
  CorrelationId: parameter(
    'header',
    'X-Correlation-Id',
    'A name for this request: 1 to 64 of `A-Z a-z 0-9 . _ -`; anything else is replaced by a new one.',
    { type: 'string' },
    { example: 'my-request-1' },
  ),
  TraceParent: parameter(
    'header',
    'traceparent',
    'W3C trace context; kept with the order and passed on. A malformed one is ignored.',
    { type: 'string' },
    { example: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
  ),
  QueueName: parameter(
    'path',
    'name',
    'Name of a queue.',
    { type: 'string', enum: Object.values(QUEUE_NAMES) },
    { example: QUEUE_NAMES.orders },
  ),
  DeadLetterId: parameter(
    'path',
    'id',
    'The `id` of a dead letter.',
    { type: 'string' },
    { example: ID },
  ),
} as const satisfies Record<string, JsonObject>;

export type ParameterName = keyof typeof PARAMETERS;
