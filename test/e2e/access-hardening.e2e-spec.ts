import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { problemOf } from '../support/problem-answers';
import { type RawAnswer, RawConnection } from '../support/raw-http';
import { newOrder, send } from './http-client';

let stack: Stack;
let gateway: string;
let port: number;

beforeAll(async () => {
  stack = await startStack({ env: { LOG_LEVEL: 'debug' } });
  gateway = stack.gatewayUrls[0]!;
  port = Number(new URL(gateway).port);
}, 60_000);

afterAll(() => stack.stop(), 30_000);

async function raw(bytes: string | Buffer): Promise<RawAnswer> {
  const connection = await RawConnection.open(port);
  const [answer] = await connection.send(bytes).take(1);
  connection.close();
  return answer!;
}

const get = (target: string, fields = '') =>
  raw(`GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\n${fields}\r\n`);

const codeOf = ({ body }: RawAnswer) => (JSON.parse(body) as { code: string }).code;

describe('paths', () => {
  it.each([
    '/v1/orders/../../etc/passwd',
    '/v1/orders/..%2f..%2fmetrics',
    '/v1/orders/%2e%2e/%2e%2e/metrics',
    '/v1//orders/async',
    '/v1/orders/%00',
    '/v1/orders/7%0d%0aSet-Cookie:%20a=b',
    '/v1/orders/%F0%9F%93%A6',
    '/v1/orders/{sluice}:order-id-key',
    '/V1/orders/async',
    '//evil.example/v1/queues',
    '/v1/orders/;/../queues',
    '/docs/..%2f..%2fpackage.json',
    '/docs/../../package.json',
    '/lab/..%2f..%2fpackage.json',
    '/lab/../../package.json',
  ])('%s leads nowhere else', async (target) => {
    const answer = await get(target);
    expect([403, 404, 405]).toContain(answer.status);
    expect(['forbidden', 'not-found', 'method-not-allowed']).toContain(codeOf(answer));
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each(['/v1/orders/%ff', '/v1/orders/%c0%af', '/v1/orders/%zz', '/v1/orders/%'])(
    '%s is refused as what it is',
    async (target) => {
      const answer = await get(target);
      expect([400, 404]).toContain(answer.status);
      expect(['malformed-http', 'not-found']).toContain(codeOf(answer));
    },
  );
});

describe('bodies', () => {
  it('are never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const answer = await fetch(`${gateway}/v1/orders/async`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: bomb,
    });
    expect((await problemOf(answer)).code).toBe('unsupported-media-type');
  });

  it.each([
    ['sync', '{"orderNumber":"a","orderNumber":"b","items":[]}'],
    ['async', '{"__proto__":{"client":"x"},"orderNumber":"a"}'],
    ['async', '{"constructor":1}'],
    [
      'async',
      '{"orderNumber":"a","items":[{"sku":"b","quantity":1,"unitPrice":12345678901234567890}]}',
    ],
    ['async', '{"orderNumber":"a","items":[{"sku":"b","quantity":"1","unitPrice":1}]}'],
    ['async', `{"orderNumber":"a","notes":"\\ud800"}`],
    ['async', `${'['.repeat(100)}${']'.repeat(100)}`],
    ['async', '{"orderNumber":"a","notes":"\\u0000"}'],
    ['batch', '{"orders":[{"orderNumber":"a","orderNumber":"b"}]}'],
  ])('with a trap are refused by %s: %.60s', async (path, body) => {
    const answer = await send('POST', `${gateway}/v1/orders/${path}`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('that are not UTF-8 are refused', async () => {
    const body = Buffer.concat([
      Buffer.from('{"orderNumber":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${gateway}/v1/orders/async`, { method: 'POST', headers, body });
    expect((await problemOf(answer)).code).toBe('invalid-request');
  });
});

describe('methods', () => {
  it.each(['TRACE', 'PROPFIND', 'PUT', 'PATCH'])('%s is 405 with Allow', async (method) => {
    const answer = await raw(
      `${method} /v1/orders/async HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toContain('POST');
  });

  it('CONNECT is refused, an upgrade is not taken', async () => {
    const connect = await raw(`CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
    expect(connect.status).toBe(405);
    const upgrade = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n';
    expect((await get('/health/live', upgrade)).status).toBe(200);
  });

  it('HEAD and OPTIONS answer without a body', async () => {
    const head = await fetch(`${gateway}/health/live`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const options = await fetch(`${gateway}/v1/orders/async`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'OPTIONS, POST']);
  });
});

describe('log lines', () => {
  const forged = '{"level":"fatal","msg":"forged"}';

  function lines(): Record<string, unknown>[] {
    const text = readFileSync(join(stack.dataDir, 'logs', 'gateway.log'), 'utf8');
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it('cannot be forged by anything that a client sends', async () => {
    const before = lines().length;
    const breaks = ['\\n', '\\r\\n', '\\u2028', '\\u0085', '\\u001b[2J'];
    for (const end of breaks) {
      const text = `x${end}${forged.replaceAll('"', '\\"')}${end}`;
      await send('POST', `${gateway}/v1/orders/async`, `{"orderNumber":"${text}","items":[]}`);
      await send('POST', `${gateway}/v1/orders/sync`, newOrder({ notes: JSON.parse(`"${text}"`) }));
    }
    await get(`/v1/orders/${encodeURIComponent(`\n${forged}\n`)}`);
    await get('/health/live', `X-Correlation-Id: a\u0085${forged}\r\n`);
    await get('/health/live', `Traceparent: ${forged}\r\nUser-Agent: ${forged}\r\n`);
    await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb${forged}\r\n\r\n`);
    await send('POST', `${gateway}/v1/queues/orders/pause`);
    await send('POST', `${gateway}/v1/queues/orders/resume`);
    await eventually(() => expect(lines().length).toBeGreaterThan(before));
    const fakes = lines().filter(({ level, msg }) => level === 'fatal' || msg === 'forged');
    expect(fakes).toEqual([]);
    expect(lines().filter(({ app, time }) => app !== 'gateway' || !time)).toEqual([]);
  });

  it('carry a correlation id as it was sent, or one of our own', async () => {
    for (const id of ['a\u2028b', 'a"b', 'a b', 'x'.repeat(65), '{"a":1}', '../../x']) {
      const answer = await get('/v1/orders/7', `X-Correlation-Id: ${id}\r\n`);
      expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
