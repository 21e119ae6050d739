import fc from 'fast-check';
import { anyBody } from './any-body';
import { anyFields } from './any-fields';

/** One request as it goes over the wire. */
export interface AnyRequest {
  method: string;
  bytes: Buffer;
  /**
   * Whether it says truly where it ends: what follows on its connection is then a request of its
   * own, and a server that answers it may go on there.
   */
  isWhole: boolean;
  /** How many bytes come alone, before the others; null for all at once. */
  cutAt: number | null;
}

export interface AnyRequestSettings {
  /** Of the server. */
  host: string;
  /** A field line that opens every door, perhaps with others of its kind. */
  key: string;
  /** Ids that name something. */
  ids: readonly string[];
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const ODD_METHODS = ['TRACE', 'CONNECT', 'PROPFIND', 'QUERY', 'get', 'NONSENSE', 'G\u0001T', ''];

/** Calls that there are; the intake more than once, for it reads the most. */
const CALLS: [method: string, path: string][] = [
  ['POST', '/v1/orders'],
  ['POST', '/v1/orders'],
  ['POST', '/v1/orders/sync'],
  ['POST', '/v1/orders/sync'],
  ['POST', '/v1/orders/async'],
  ['POST', '/v1/orders/async'],
  ['POST', '/v1/orders/batch'],
  ['POST', '/v1/orders/batch'],
  ['GET', '/v1/orders'],
  ['GET', '/v1/orders/{id}'],
  ['GET', '/v1/orders/{id}/events'],
  ['DELETE', '/v1/orders/{id}'],
  ['GET', '/v1/organizations/{id}'],
  ['PUT', '/v1/organizations/{id}'],
  ['PATCH', '/v1/organizations/{id}'],
  ['GET', '/v1/organizations/{id}/unlinkings/{id}'],
  ['GET', '/v1/queues'],
  ['GET', '/v1/queues/{id}'],
  ['PATCH', '/v1/queues/orders/limiter'],
  ['GET', '/v1/queues/orders/dead-letters'],
  ['POST', '/v1/queues/callbacks/dead-letters/{id}/retry'],
  ['POST', '/v1/queues/unlinkings/resume'],
  ['GET', '/health'],
  ['GET', '/health/live'],
  ['GET', '/health/ready'],
  ['GET', '/metrics'],
  ['GET', '/docs'],
  ['GET', '/docs/openapi.json'],
  ['GET', '/docs/asyncapi.json'],
];
const ODD_TARGETS = [
  '*',
  '',
  '/',
  '//',
  '/%',
  '/%ff',
  '/..',
  'http://x/v1/orders',
  '/a b',
  '/#',
  ':1',
];
const QUERIES = [
  'orderNumber=A-1',
  'orderNumber',
  'orderNumber=a&orderNumber=b',
  'orderNumber[]=a',
  'unlink=inline',
  'unlink=x',
  '__proto__[x]=1',
  '%',
  '?',
  `q=${'q'.repeat(9_000)}`,
];
const ODD_IDS = ['x', 'orders', '%00', '%2e%2e', 'é', '\u00ff', '{sluice}:order-id-key', '-', '~'];

/** Any request at all; some could be answered well. */
export function anyRequest(settings: AnyRequestSettings): fc.Arbitrary<AnyRequest> {
  const parts = fc.record({
    call: anyCall(settings.ids),
    fields: anyFields,
    body: anyBody,
    framing: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...Object.values(FRAMINGS)) },
      fc.constantFrom(...Object.values(BROKEN_FRAMINGS)),
    ),
    isBodyless: fc.boolean(),
    version: fc.oneof({ weight: 20, arbitrary: fc.constant('1.1') }, fc.constantFrom('1.0', 'x')),
    cutAt: fc.option(fc.nat(600), { freq: 2 }),
  });
  return parts.map((it) => assembled(it, settings));
}

type Call = [method: string, target: string];

function anyCall(ids: readonly string[]): fc.Arbitrary<Call> {
  const id = fc.oneof(fc.constantFrom(...ids), fc.constantFrom(...ODD_IDS), fc.uuid());
  const call = fc
    .tuple(fc.constantFrom(...CALLS), id)
    .map(([[method, path], one]): Call => [method, path.replaceAll('{id}', one)]);
  const query = fc.oneof(fc.constantFrom(...QUERIES), fc.string({ maxLength: 20 }));
  const asked = fc
    .tuple(call, query)
    .map(([[method, path], it]): Call => [method, `${path}?${it}`]);
  const method = fc.constantFrom(...METHODS, ...ODD_METHODS);
  return fc.oneof(
    { weight: 6, arbitrary: call },
    { weight: 3, arbitrary: asked },
    {
      weight: 1,
      arbitrary: fc.tuple(method, call).map(([other, [, path]]): Call => [other, path]),
    },
    { weight: 1, arbitrary: fc.tuple(method, fc.constantFrom(...ODD_TARGETS)) },
  );
}

interface Framing {
  fields: (body: Buffer) => string;
  send: (body: Buffer) => Buffer;
  isWhole: boolean;
}

const asIs = (body: Buffer): Buffer => body;
const lengthOf = (body: Buffer, more = 0) => `Content-Length: ${body.length + more}\r\n`;
const chunked = () => 'Transfer-Encoding: chunked\r\n';
const inChunks = (body: Buffer): Buffer =>
  Buffer.concat([
    ...(body.length === 0 ? [] : [Buffer.from(`${body.length.toString(16)};x=y\r\n`), body]),
    Buffer.from(`${body.length === 0 ? '' : '\r\n'}0\r\n\r\n`),
  ]);

const FRAMINGS: Record<string, Framing> = {
  length: { fields: lengthOf, send: asIs, isWhole: true },
  chunks: { fields: chunked, send: inChunks, isWhole: true },
};

const BROKEN_FRAMINGS: Record<string, Framing> = {
  tooLong: { fields: (body) => lengthOf(body, 7), send: asIs, isWhole: false },
  tooShort: { fields: (body) => lengthOf(body, -1), send: asIs, isWhole: false },
  twice: { fields: (body) => lengthOf(body) + lengthOf(body, 1), send: asIs, isWhole: false },
  both: { fields: (body) => lengthOf(body) + chunked(), send: inChunks, isWhole: false },
  badChunks: { fields: chunked, send: asIs, isWhole: false },
  endless: { fields: chunked, send: (body) => inChunks(body).subarray(0, -5), isWhole: false },
  coded: { fields: () => 'Transfer-Encoding: gzip, chunked\r\n', send: inChunks, isWhole: false },
  unsaid: { fields: () => '', send: asIs, isWhole: false },
};

interface Parts {
  call: Call;
  fields: [string, string][];
  body: Buffer;
  framing: Framing;
  isBodyless: boolean;
  version: string;
  cutAt: number | null;
}

function assembled(parts: Parts, { host, key }: AnyRequestSettings): AnyRequest {
  const { call, fields, framing, version, cutAt } = parts;
  const [method, target] = call;
  const hasBody = /^(POST|PUT|PATCH)$/.test(method) || !parts.isBodyless;
  const lines = [...ownFields(fields, host, key), ...fields.map((it) => `${it.join(': ')}\r\n`)];
  if (hasBody) lines.push(framing.fields(parts.body));
  const head = Buffer.from(`${method} ${target} HTTP/${version}\r\n${lines.join('')}\r\n`);
  return {
    method,
    bytes: hasBody ? Buffer.concat([head, framing.send(parts.body)]) : head,
    isWhole: !hasBody || framing.isWhole,
    cutAt,
  };
}

function ownFields(given: [string, string][], host: string, key: string): string[] {
  const names = given.map(([name]) => name);
  return [
    ...(names.includes('host') ? [] : [`Host: ${host}\r\n`]),
    ...(names.includes('authorization') ? [] : [key]),
    ...(names.includes('content-type') ? [] : ['Content-Type: application/json\r\n']),
  ];
}

export function describeRequest({ bytes, isWhole, cutAt }: AnyRequest): string {
  return JSON.stringify({ isWhole, cutAt, sent: bytes.toString('latin1') });
}
