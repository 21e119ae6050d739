import { startHttpApp, type HttpTestApp } from '../../../../../test/support/http-app';
import { codeOf, problemOf, statusOf } from '../../../../../test/support/problem-answers';

describe('routing', () => {
  let server: HttpTestApp;

  beforeAll(async () => void (server = await startHttpApp()));
  afterAll(() => server.close());

  const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);

  it.each(['/nowhere', '/things/', '/things/7/more', '/'])('answers %s with 404', async (path) => {
    expect(await codeOf(call(path))).toBe('not-found');
  });

  it.each(['application/json', 'text/plain', 'nonsense'])(
    'says that nothing is there before it looks at a body of %s',
    async (type) => {
      const init = { method: 'POST', body: '{', headers: { 'content-type': type } };
      expect(await codeOf(call('/nowhere', init))).toBe('not-found');
    },
  );

  it.each([
    ['PUT', '/things/7', 'DELETE, GET, HEAD, OPTIONS'],
    ['POST', '/things/7', 'DELETE, GET, HEAD, OPTIONS'],
    ['GET', '/things', 'OPTIONS, POST'],
    ['GET', '/things/batch', 'OPTIONS, POST'],
    ['DELETE', '/things/batch', 'OPTIONS, POST'],
    ['DELETE', '/things/%62atch?x=1', 'OPTIONS, POST'],
    ['PROPFIND', '/things/7', 'DELETE, GET, HEAD, OPTIONS'],
    ['QUERY', '/things/7', 'DELETE, GET, HEAD, OPTIONS'],
  ])('answers %s %s with 405', async (method, path, allow) => {
    const answer = await call(path, { method });
    expect(answer.headers.get('allow')).toBe(allow);
    expect((await problemOf(answer)).code).toBe('method-not-allowed');
  });

  it('answers OPTIONS with what there is', async () => {
    const answer = await call('/things/7', { method: 'OPTIONS' });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(answer.headers.get('allow')).toBe('DELETE, GET, HEAD, OPTIONS');
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[\w-]{36}$/);
    expect(await codeOf(call('/nowhere', { method: 'OPTIONS' }))).toBe('not-found');
  });

  it('answers HEAD as GET, without a body', async () => {
    for (const [path, status] of [
      ['/things/7', 200],
      ['/nowhere', 404],
      ['/things', 405],
    ] as const) {
      const answer = await call(path, { method: 'HEAD' });
      expect([answer.status, await answer.text()]).toEqual([status, '']);
      expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(0);
      expect(answer.headers.has('x-correlation-id')).toBe(true);
    }
  });

  it('answers a target that cannot be decoded, and one that is too long', async () => {
    expect(await codeOf(call('/things/%zz'))).toBe('malformed-http');
    expect(await codeOf(call(`/things/${'x'.repeat(8_192)}`))).toBe('uri-too-long');
    expect(await statusOf(call(`/things/${'x'.repeat(8_000)}`))).toBe(200);
  });

  it.each([
    ['/things/7', 'text/html', 406],
    ['/things/7', 'application/json;q=0, */*', 406],
    ['/things/7', 'text/html, */*;q=0.1', 200],
    ['/things/7', 'application/problem+json', 200],
    ['/things/text', 'text/plain', 200],
    ['/things/text', 'application/json', 406],
    ['/nowhere', 'text/html', 404],
  ])('answers %s for %s with %d', async (path, accept, status) => {
    const answer = await call(path, { headers: { accept } });
    expect(answer.status).toBe(status);
    if (status >= 400) await problemOf(answer);
    else await answer.text();
  });
});
