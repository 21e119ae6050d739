interface ProblemEntry {
  readonly status: number;
  readonly title: string;
  /** Whether sending the same request again, later, may succeed. */
  readonly retryable: boolean;
}

const entry = (status: number, title: string, retryable = false): ProblemEntry => ({
  status,
  title,
  retryable,
});

/** The only list of problems; `docs/errors.md` is held equal to it by a test. */
export const PROBLEM_CATALOGUE = {
  'invalid-json': entry(400, 'The body is not JSON'),
  'invalid-request': entry(400, 'The request breaks a rule of the contract'),
  'malformed-http': entry(400, 'The request is not well-formed HTTP'),
  unauthenticated: entry(401, 'A valid API key is required'),
  forbidden: entry(403, 'The caller may not do this'),
  'not-found': entry(404, 'There is nothing here'),
  'method-not-allowed': entry(405, 'The resource does not know this method'),
  'not-acceptable': entry(406, 'No representation fits the Accept header'),
  'request-timeout': entry(408, 'The request did not arrive in time', true),
  'duplicate-order': entry(409, 'The order number is taken'),
  'idempotency-key-in-use': entry(409, 'The first request with this key is not decided yet', true),
  'edit-conflict': entry(409, 'The resource is not what the client took it for'),
  'order-not-cancellable': entry(409, 'The order can no longer be cancelled'),
  'order-not-retryable': entry(409, 'The failed order cannot be tried again'),
  'order-expired': entry(410, 'The order was not begun in time and was never sent'),
  'body-too-large': entry(413, 'The body is over the limit'),
  'uri-too-long': entry(414, 'The request target is too long'),
  'unsupported-media-type': entry(415, 'The body has to be application/json in UTF-8'),
  'idempotency-key-reused': entry(422, 'The idempotency key was used with another body'),
  'order-rejected': entry(422, 'The backend refused the order'),
  'unsupported-patch': entry(422, 'The patch asks for what cannot be patched'),
  'headers-too-large': entry(431, 'The header fields are over the limit'),
  'quota-exceeded': entry(429, 'The quota of this client is used up', true),
  'client-queue-full': entry(429, 'This client has as many orders waiting as it may', true),
  internal: entry(500, 'Something broke on our side'),
  'callback-failed': entry(502, 'The callback could not be delivered'),
  'backend-failed': entry(502, 'The backend gave no usable answer', true),
  'gateway-saturated': entry(503, 'All slots are taken', true),
  'queue-full': entry(503, 'The backlog is at its limit', true),
  'queue-stale': entry(503, 'The backlog is too old to take more in', true),
  'queue-unavailable': entry(503, 'The queue cannot be reached', true),
  'shutting-down': entry(503, 'This instance is shutting down', true),
  'backend-timeout': entry(504, 'The backend did not answer in time', true),
} as const satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof PROBLEM_CATALOGUE;
