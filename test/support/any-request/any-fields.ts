import fc from 'fast-check';

/** Values of the fields that this gateway reads, right and wrong. */
const VALUES: Record<string, readonly string[]> = {
  accept: ['*/*', 'application/json', 'text/event-stream', 'image/png', ';;', 'a/b;q=9', ''],
  'accept-encoding': ['gzip', 'identity;q=0'],
  authorization: ['Bearer', 'Bearer wrong', 'Basic eA==', 'Basic !!', 'Digest x', ''],
  connection: ['close', 'keep-alive', 'upgrade', 'content-length', 'x,,close'],
  'content-encoding': ['identity', 'gzip', 'x'],
  'content-type': [
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset=latin1',
    'application/json-patch+json',
    'text/plain',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'application/json;charset="utf-8',
    '/',
    '',
  ],
  cookie: ['a=b', '=;='],
  expect: ['100-continue', '100-Continue', 'the unexpected', ''],
  host: ['other.example', '', 'a b', '[::1', 'x:99999', '127.0.0.1:1@evil'],
  'idempotency-key': ['"a"', '""', '"a', 'bare', '"\\"', '"a";b=1', '"a", "b"', 'é', ' ', '%00'],
  'if-match': ['*', '"a"', 'W/"a"', '"a", "b"', '"', 'x', ''],
  'if-none-match': ['*', '"a"', 'W/"a"', '"', ',,', ''],
  'last-event-id': ['1', '-1', '0', '99999999999999999999', '1e3', 'x', '\t', ''],
  'order-ttl': ['1', '900', '0', '-1', '1.5', '1e9', '99999999999999999999', 'soon', '', ' 7 '],
  'order-priority': ['high', 'low', 'HIGH', 'urgent', 'high, low', '0', ''],
  'order-not-before': [
    '2026-01-05T18:00:00+01:00',
    '0000-02-29T23:59:60Z',
    '9999-12-31T23:59:59Z',
    '2026-02-30T00:00:00Z',
    '2026-01-05',
    'tomorrow',
    '1767632400',
    '',
  ],
  origin: ['null', 'https://evil.example', 'x'],
  prefer: [
    'respond-async',
    'wait=0',
    'wait=1',
    'wait=-1',
    'wait=1e9',
    'wait="1"',
    'wait',
    'wait=99999999999999999999',
    ', ,;=',
    'respond-async, wait=1; x="',
    'Wait = 1',
    '"',
    'return=minimal',
  ],
  range: ['bytes=0-1', 'x'],
  te: ['trailers', 'gzip'],
  traceparent: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '00-0-0-0', 'x'],
  upgrade: ['websocket', 'h2c'],
  'x-correlation-id': ['mine-1', 'a b', 'x'.repeat(65), '"', '{"a":1}', ''],
  'x-forwarded-for': ['127.0.0.1'],
  'x-forwarded-host': ['evil.example'],
  'x-http-method-override': ['DELETE'],
  [`x-${'n'.repeat(300)}`]: ['v'.repeat(3_000)],
};

type Field = [name: string, value: string];

const known: fc.Arbitrary<Field> = fc
  .constantFrom(...Object.entries(VALUES))
  .chain(([name, values]) => fc.constantFrom(...values).map((value): Field => [name, value]));

const noise: fc.Arbitrary<Field> = fc
  .tuple(fc.constantFrom(...Object.keys(VALUES)), fc.string({ unit: 'binary', maxLength: 40 }))
  .map(([name, value]): Field => [name, value.replace(/[\r\n\0]/g, ' ')]);

/** Lines that are no fields, and fields that framing may be confused by. */
const broken = fc.constantFrom<Field>(
  ['', 'no name'],
  ['sp ace', '1'],
  ['x\t', '1'],
  ['x', 'a\0b'],
  ['x', 'a\rb'],
  ['x', ' folded\r\n line'],
);

/** Fields of a request, the same one several times too. */
export const anyFields: fc.Arbitrary<Field[]> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: known }, noise), { maxLength: 4, size: 'small' }),
    fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, fc.tuple(broken)),
  )
  .map(([fields, odd]) => [...fields, ...odd]);
