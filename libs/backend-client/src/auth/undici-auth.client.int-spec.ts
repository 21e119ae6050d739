import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UndiciAuthClient } from './undici-auth.client';

const CALL = { correlationId: 'corr-1', timeoutMs: 300 };

let server: Server;
let client: UndiciAuthClient;
let seen: { method?: string; url?: string; body: string; correlationId: unknown }[];
let serve: (response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  serve = (response) => response.writeHead(204).end();
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = new UndiciAuthClient({ url: `http://127.0.0.1:${port}/api/`, connections: 2 });
});

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { method = '', url = '', headers } = request;
  seen.push({ method, url, body, correlationId: headers['x-correlation-id'] });
  serve(response);
}

describe('UndiciAuthClient', () => {
  it('asks for one member, and for many in one call', async () => {
    expect(await client.unlink('m.1', CALL)).toEqual({ kind: 'unlinked' });
    expect(await client.unlinkAll(['a', 'b'], CALL)).toEqual({ kind: 'unlinked' });
    const correlationId = 'corr-1';
    expect(seen).toEqual([
      { method: 'DELETE', url: '/api/auth/members/m.1/sso', body: '', correlationId },
      { method: 'POST', url: '/api/auth/unlink', body: '{"members":["a","b"]}', correlationId },
    ]);
  });

  it('waits no longer than it may', async () => {
    serve = () => undefined;
    expect(await client.unlink('m1', CALL)).toEqual({ kind: 'unavailable', why: 'timeout' });
  });

  it('ends a call early when told to', async () => {
    const cut = new AbortController();
    serve = () => cut.abort();
    const call = { ...CALL, timeoutMs: 60_000, signal: cut.signal };
    expect(await client.unlink('m1', call)).toMatchObject({ kind: 'unavailable' });
    expect(await client.unlink('m1', call)).toMatchObject({ kind: 'unavailable' });
  });

  it('takes a service that is not there for unavailable', async () => {
    const nowhere = new UndiciAuthClient({ url: 'http://127.0.0.1:1', connections: 1 });
    expect(await nowhere.unlink('m1', CALL)).toEqual({ kind: 'unavailable', why: 'connect' });
    await nowhere.close();
  });
});
