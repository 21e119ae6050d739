import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { RawConnection } from '../support/raw-http';
import { newOrder, send } from './http-client';

let stack: Stack;
let gateway: string;
let port: number;

beforeAll(async () => {
  stack = await startStack();
  gateway = stack.gatewayUrls[0]!;
  port = Number(new URL(gateway).port);
}, 60_000);

afterAll(() => stack.stop(), 30_000);

/** What a browser sends for a page of `origin` that believes to talk to `host`. */
async function ask(method: string, path: string, host: string, fields = ''): Promise<number> {
  const connection = await RawConnection.open(port);
  const body = JSON.stringify(newOrder());
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${fields}`;
  const rest =
    method === 'POST'
      ? `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
      : '\r\n';
  connection.send(head + rest);
  const [answer] = await connection.take(1);
  connection.close();
  return answer!.status;
}

describe('without keys', () => {
  it('this machine may do everything', async () => {
    expect((await send('POST', `${gateway}/v1/orders/async`, newOrder())).status).toBe(202);
    expect((await send('GET', `${gateway}/v1/queues`)).status).toBe(200);
    for (const host of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) {
      expect(await ask('POST', '/v1/orders/async', `${host}:${port}`)).toBe(202);
    }
  });

  it.each(['evil.example', `evil.example:PORT`, 'localhost', 'localhost:1', '127.0.0.1.evil:PORT'])(
    'the Host %s is refused, everywhere',
    async (name) => {
      const host = name.replace('PORT', String(port));
      expect(await ask('POST', '/v1/orders/async', host)).toBe(403);
      expect(await ask('POST', '/v1/queues/orders/pause', host)).toBe(403);
      expect(await ask('GET', '/v1/queues', host)).toBe(403);
      expect(await ask('GET', '/metrics', host)).toBe(403);
    },
  );

  it.each(['http://evil.example', 'null', 'http://localhost:1', 'https://localhost:PORT'])(
    'pages of %s are refused',
    async (name) => {
      const origin = `Origin: ${name.replace('PORT', String(port))}\r\n`;
      expect(await ask('POST', '/v1/orders/async', `localhost:${port}`, origin)).toBe(403);
      expect(await ask('GET', '/v1/queues', `localhost:${port}`, origin)).toBe(403);
    },
  );

  it('pages of our own are served', async () => {
    const origin = `Origin: http://localhost:${port}\r\n`;
    expect(await ask('POST', '/v1/orders/async', `localhost:${port}`, origin)).toBe(202);
  });

  it('no page is let read an answer of another origin', async () => {
    const preflight = await fetch(`${gateway}/v1/orders/async`, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    const names = [...preflight.headers.keys()];
    expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
