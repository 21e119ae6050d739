import { startHttpApp, type HttpTestApp } from '../../../../test/support/http-app';
import { codeOf, problemOf, statusOf } from '../../../../test/support/problem-answers';

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the HTTP adapter', () => {
  let server: HttpTestApp;

  beforeAll(async () => void (server = await startHttpApp()));
  afterAll(() => server.close());

  const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
  const post = (
    body: string | Buffer<ArrayBuffer>,
    headers: Record<string, string> = {},
    path = '/things',
  ) => call(path, { method: 'POST', body, headers: { ...JSON_TYPE, ...headers } });

  describe('bodies', () => {
    it('gives a handler the value, its exact text and the text as it came', async () => {
      const answer = await post('{"b": 1.0, "a": "\\u00e9"}');
      expect(await answer.json()).toMatchObject({
        body: { b: 1, a: 'é' },
        text: '{"b":1,"a":"é"}',
        raw: '{"b": 1.0, "a": "\\u00e9"}',
      });
    });

    it.each(['{', '', '\ufeff{}', 'a=1', "{'a':1}"])('refuses %j as invalid-json', async (body) => {
      expect(await codeOf(post(body))).toBe('invalid-json');
    });

    it('refuses a POST without any body as invalid-json', async () => {
      expect(await codeOf(call('/things', { method: 'POST' }))).toBe('invalid-json');
      expect(await codeOf(call('/things', { method: 'POST', headers: JSON_TYPE }))).toBe(
        'invalid-json',
      );
    });

    it.each([
      ['{"a":1,"a":2}', '/a'],
      ['{"x":{"__proto__":1}}', '/x/__proto__'],
      ['{"n":[12345678901234567890]}', '/n/0'],
      ['{"s":"\\ud800"}', '/s'],
      [`${'['.repeat(5_000)}${']'.repeat(5_000)}`, '/0'.repeat(32)],
      [`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, '/a'.repeat(32)],
    ])('refuses %.30s before any handler, with a pointer', async (body, pointer) => {
      const reached = server.handlersReached();
      const problem = await problemOf(await post(body));
      expect(problem).toMatchObject({ code: 'invalid-request', errors: [{ pointer }] });
      expect(server.handlersReached()).toBe(reached);
    });

    it('refuses bytes that are not UTF-8', async () => {
      const problem = await problemOf(await post(Buffer.from([0x22, 0xff, 0x22])));
      expect(problem).toMatchObject({ code: 'invalid-request', errors: [{ pointer: '' }] });
    });

    it.each([
      [{ 'content-type': 'text/plain' }, 'accept', 'application/json'],
      [{ 'content-type': 'application/jsonp' }, 'accept', 'application/json'],
      [{ 'content-type': 'application/json; charset=latin1' }, 'accept', 'application/json'],
      [{ 'content-encoding': 'gzip' }, 'accept-encoding', 'identity'],
    ])('refuses the label %j', async (headers, hint, value) => {
      const answer = await post('{"a":1}', headers);
      expect(answer.headers.get(hint)).toBe(value);
      expect((await problemOf(answer)).code).toBe('unsupported-media-type');
    });

    it.each(['nonsense', ' ', 'application/'])('refuses the media type %j', async (type) => {
      expect(await codeOf(post('{}', { 'content-type': type }))).toBe('unsupported-media-type');
    });

    it.each([
      { 'content-type': 'application/json; charset=UTF-8' },
      { 'content-type': 'APPLICATION/JSON;charset="utf-8"; version=1' },
      { 'content-encoding': 'identity' },
    ])('takes the label %j', async (headers) => {
      expect(await statusOf(post('{"a":1}', headers as Record<string, string>))).toBe(201);
    });

    it('refuses what is over the limit of the adapter or of the route', async () => {
      expect(await codeOf(post(`"${'x'.repeat(65_535)}"`))).toBe('body-too-large');
      expect(await statusOf(post(`"${'x'.repeat(65_534)}"`))).toBe(201);
      expect(await statusOf(post(`"${'x'.repeat(199_998)}"`, {}, '/things/batch'))).toBe(201);
      expect(await codeOf(post(`"${'x'.repeat(199_999)}"`, {}, '/things/batch'))).toBe(
        'body-too-large',
      );
    });

    it('wants no body where the route does not, but none that is broken', async () => {
      const paused = await call('/things/pause', { method: 'POST' });
      expect(await paused.json()).toEqual({ body: null });
      expect(await (await post('{"a":1}', {}, '/things/pause')).json()).toEqual({ body: { a: 1 } });
      expect(await codeOf(post('{', {}, '/things/pause'))).toBe('invalid-json');
      const removal = { method: 'DELETE', headers: JSON_TYPE };
      expect(await statusOf(call('/things/7', removal))).toBe(200);
      expect(await codeOf(call('/things/7', { ...removal, body: '{' }))).toBe('invalid-json');
    });
  });

  describe('errors of handlers', () => {
    let lines: jest.SpyInstance;

    beforeEach(() => (lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true)));
    afterEach(() => lines.mockRestore());

    it.each(['defect', 'thrown-text', 'middleware'])(
      'answers /failing/%s as internal, and nothing of it leaks',
      async (path) => {
        const answer = await call(`/failing/${path}`);
        const copy = answer.clone();
        expect(await problemOf(answer)).toMatchObject({ code: 'internal', retryable: false });
        expect(await copy.text()).not.toContain('sauce');
      },
    );

    it('answers a refusal with its headers and members, never over those of the catalogue', async () => {
      const answer = await call('/failing/refusal');
      expect(answer.status).toBe(409);
      expect(answer.headers.get('location')).toBe('/v1/orders/1');
      expect(answer.headers.get('retry-after')).toBe('7');
      expect(await problemOf(answer)).toMatchObject({
        code: 'duplicate-order',
        detail: 'Order A-1 exists',
        orderStatus: 'queued',
      });
    });

    it("answers Nest's own exceptions as problems", async () => {
      const problem = await problemOf(await call('/failing/nest'));
      expect(problem).toMatchObject({ code: 'not-found', detail: 'No such thing' });
    });

    it('cuts an answer that fails halfway, so that nobody takes it for whole', async () => {
      await expect(call('/failing/streamed').then((answer) => answer.text())).rejects.toThrow();
    });
  });

  describe('correlation', () => {
    it('takes a well-formed id over, through the body to the handler', async () => {
      const id = `Aa0._-${'x'.repeat(58)}`;
      const answer = await post('{"a":1}', { 'x-correlation-id': id });
      expect(answer.headers.get('x-correlation-id')).toBe(id);
      expect(await answer.json()).toMatchObject({ correlationId: id });
    });

    it.each(['', 'a b', 'x'.repeat(65), 'a/b', 'é'])('replaces %j', async (id) => {
      const answer = await call('/things/7', { headers: { 'x-correlation-id': id } });
      expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  it('tells whoever asks for a feature whose hook is left out', () => {
    expect(() => server.app.enableCors()).toThrow('leaves out the hooks of Nest');
  });
});
