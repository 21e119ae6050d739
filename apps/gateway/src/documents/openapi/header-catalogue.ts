import type { JsonObject } from '../json-object';

const header = (description: string, schema: JsonObject, example: unknown): JsonObject => ({
  description,
  schema,
  example,
});

const TEXT = { type: 'string' };
const ORDER = '/v1/orders/6f3a1c5e-27b4-8f10-9c3d-5a1be0f7d214';

/** Every header field that an answer may carry beyond those of HTTP itself. */
export const HEADERS = {
  'X-Correlation-Id': header(
    'Names the request in every log line about it: as it was sent, or a new one.',
    { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
    'b1e6a0f2-6a4f-4e0e-9d55-0f4c2d8a7c31',
  ),
  'Content-Location': header(
    'Where the order is read that the answer shows.',
    { type: 'string', format: 'uri-reference' },
    ORDER,
  ),
  Location: header('Where the order is read.', { type: 'string', format: 'uri-reference' }, ORDER),
  'Retry-After': header(
    'Whole seconds after which to ask again, or to send the request again.',
    { type: 'integer', minimum: 0 },
    1,
  ),
  'Idempotent-Replayed': header(
    'This is the first answer again, derived from the order as it is now.',
    { type: 'string', enum: ['true'] },
    'true',
  ),
  'Preference-Applied': header('What of `Prefer` was granted.', TEXT, 'wait=5'),
  Vary: header('Fields of the request on which the answer depends.', TEXT, 'Prefer'),
  ETag: header('Names this state; send it back in `If-None-Match` or `If-Match`.', TEXT, '"3"'),
  'Cache-Control': header('How long the answer may be kept.', TEXT, 'private, no-cache'),
  'Content-Security-Policy': header(
    'What a browser may load with it: nothing from elsewhere.',
    TEXT,
    "default-src 'none'; script-src 'self'",
  ),
  'X-Accel-Buffering': header('Asks proxies not to hold events back.', TEXT, 'no'),
  'WWW-Authenticate': header('How to say who you are.', TEXT, 'Bearer'),
  Accept: header('The media types that are taken here.', TEXT, 'application/json'),
  'Accept-Encoding': header('The content codings that are taken here.', TEXT, 'identity'),
  Allow: header('The methods that the resource knows.', TEXT, 'GET, HEAD, OPTIONS'),
  Connection: header('The instance closes this connection.', TEXT, 'close'),
  RateLimit: header(
    'What is left of the quota: requests (`r`) and seconds until it is renewed (`t`).',
    TEXT,
    '"burst";r=50;t=30',
  ),
  'RateLimit-Policy': header(
    'The quota of this client: requests (`q`) per window in seconds (`w`); only where one is set.',
    TEXT,
    '"burst";q=100;w=60',
  ),
} as const satisfies Record<string, JsonObject>;

export type HeaderName = keyof typeof HEADERS;
