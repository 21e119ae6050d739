import type { ProblemDocument } from '@sluice/contracts';
import {
  closeGate,
  gate,
  startHttpApp,
  type HttpTestApp,
} from '../../../../../test/support/http-app';
import { RawConnection, type RawAnswer } from '../../../../../test/support/raw-http';

const HOST = 'Host: a.example\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';

const post = (body: string, headers = '', path = '/things') =>
  `POST ${path} HTTP/1.1\r\n${HOST}${JSON_TYPE}${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`;

function problemOf(answer: RawAnswer | undefined): ProblemDocument {
  if (!answer) throw new Error('there is no answer');
  expect(answer.headers['content-type']).toBe('application/problem+json');
  const document = JSON.parse(answer.body) as ProblemDocument;
  expect(document.status).toBe(answer.status);
  expect(document.correlationId).toBe(answer.headers['x-correlation-id']);
  expect(document).toMatchObject({ instance: expect.any(String) as string });
  return document;
}

describe('the HTTP adapter on raw sockets', () => {
  let server: HttpTestApp;
  const connections: RawConnection[] = [];

  beforeAll(async () => {
    server = await startHttpApp({
      requestTimeoutMs: 600,
      headersTimeoutMs: 300,
      connectionsCheckingIntervalMs: 50,
    });
  });
  afterEach(() => connections.splice(0).forEach((connection) => connection.close()));
  afterAll(() => server.close());

  async function open(): Promise<RawConnection> {
    const connection = await RawConnection.open(server.port);
    connections.push(connection);
    return connection;
  }

  const send = async (bytes: string | Buffer) => (await open()).send(bytes);

  it.each([
    [
      'both lengths',
      `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'two lengths',
      `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}`,
    ],
    [
      'a list of lengths',
      `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Content-Length: 2, 4\r\n\r\n{}{}`,
    ],
    ['a signed length', `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Content-Length: +2\r\n\r\n{}`],
    [
      'a bad chunk',
      `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      'chunked not last',
      `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    ],
    ['a space before the colon', `GET /things/7 HTTP/1.1\r\n${HOST}X : 1\r\n\r\n`],
    ['a folded field', `GET /things/7 HTTP/1.1\r\n${HOST}X: 1\r\n 2\r\n\r\n`],
    ['a bare carriage return', `GET /things/7 HTTP/1.1\r\n${HOST}X: 1\rY: 2\r\n\r\n`],
    ['NUL in a field', `GET /things/7 HTTP/1.1\r\n${HOST}X: \0\r\n\r\n`],
    ['no HTTP', 'hello\r\n\r\n'],
    ['TLS', Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01])],
    ['a small method', `get /things/7 HTTP/1.1\r\n${HOST}\r\n`],
    ['another protocol', `GET /things/7 HTCPCP/1.0\r\n${HOST}\r\n`],
  ])('answers %s with malformed-http and closes', async (_, bytes) => {
    const reached = server.handlersReached();
    const answers = await (await send(bytes)).untilClosed();
    expect(answers).toHaveLength(1);
    expect(problemOf(answers[0]).code).toBe('malformed-http');
    expect(answers[0]?.headers['connection']).toBe('close');
    expect(server.handlersReached()).toBe(reached);
  });

  it.each([
    ['no Host', 'GET /things/7 HTTP/1.1\r\n\r\n'],
    ['two Hosts', `GET /things/7 HTTP/1.1\r\n${HOST}${HOST}\r\n`],
    [
      'a coding on top of chunked',
      `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
  ])('answers %s with malformed-http', async (_, bytes) => {
    const [answer] = await (await send(bytes)).take(1);
    expect(problemOf(answer).code).toBe('malformed-http');
  });

  it('tells what it could learn of a request that broke', async () => {
    const head = `POST /things?x=1 HTTP/1.1\r\n${HOST}X-Correlation-Id: mine-1\r\nX : 1\r\n\r\n`;
    const [answer] = await (await send(head)).untilClosed();
    expect(problemOf(answer)).toMatchObject({ instance: '/things', correlationId: 'mine-1' });
  });

  it('refuses a head and a request line that are too long', async () => {
    const [wide] = await (
      await send(get('/things/7', `X: ${'x'.repeat(17_000)}\r\n`))
    ).untilClosed();
    expect(problemOf(wide).code).toBe('headers-too-large');
    const [long] = await (await send(get(`/${'x'.repeat(17_000)}`))).untilClosed();
    expect(problemOf(long).code).toBe('uri-too-long');
  });

  describe('time', () => {
    it('cuts a body that stalls', async () => {
      const connection = await send(post('{"a":1}', 'X-Correlation-Id: slow-1\r\n').slice(0, -3));
      const [answer] = await connection.untilClosed();
      const problem = problemOf(answer);
      expect(problem).toMatchObject({ code: 'request-timeout', retryable: true });
      expect(problem).toMatchObject({ instance: '/things', correlationId: 'slow-1' });
    });

    it('cuts a body that only drips', async () => {
      const connection = await send(post('x'.repeat(60_000)).slice(0, 200));
      const drip = setInterval(() => connection.socket.writable && connection.send('x'), 40);
      const [answer] = await connection.untilClosed().finally(() => clearInterval(drip));
      expect(problemOf(answer).code).toBe('request-timeout');
    });

    it('cuts a head that stalls, and a connection that says nothing', async () => {
      const [half, silent] = [await send('GET /things/7 HT'), await open()];
      expect(problemOf((await half.untilClosed())[0]).code).toBe('request-timeout');
      expect(problemOf((await silent.untilClosed())[0]).code).toBe('request-timeout');
    });

    it('lets a handler take its time', async () => {
      closeGate();
      const connection = await send(post('{}', '', '/things/gated'));
      setTimeout(gate.open, 1_000);
      expect((await connection.take(1))[0]?.status).toBe(201);
    });
  });

  describe('connections', () => {
    it.each([
      ['broken JSON', post('{"a"'), 400],
      ['a refused value', post('{"a":1,"a":1}'), 400],
      ['no body', post(''), 400],
      ['another media type', post('{}').replace('/json', '/xml'), 415],
      ['a body that is too large', post('x'.repeat(300_000)), 413],
      ['no such resource', post('{}', '', '/nowhere'), 404],
      ['no such method', post('{}', '', '/things/7'), 405],
      ['nothing to be had', post('{}', 'Accept: text/html\r\n'), 406],
      ['an encoded body', post('{}', 'Content-Encoding: br\r\n'), 415],
    ])('survive %s', async (_, bytes, status) => {
      const connection = await send(bytes);
      const [refused] = await connection.take(1);
      expect(refused?.status).toBe(status);
      expect(refused?.headers['connection']).toBe('keep-alive');
      const [, taken] = await connection.send(post('{"a":1}')).take(2);
      expect(taken?.status).toBe(201);
    });

    it('survive a chunked body that is too large', async () => {
      const chunk = `${(50_000).toString(16)}\r\n${'x'.repeat(50_000)}\r\n`;
      const head = `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`;
      const connection = await send(`${head}${chunk}${chunk}0\r\n\r\n${get('/things/7')}`);
      const answers = await connection.take(2);
      expect(answers.map(({ status }) => status)).toEqual([413, 200]);
    });

    it('are cut when far too much is sent', async () => {
      const connection = await send(
        `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Content-Length: 9999999999\r\n\r\n`,
      );
      const [answer] = await connection.take(1);
      expect(problemOf(answer).code).toBe('body-too-large');
      const more = Buffer.alloc(1_000_000, 'x');
      const flood = setInterval(() => connection.socket.writable && connection.send(more), 5);
      await connection.untilClosed().finally(() => clearInterval(flood));
    });

    it('carry requests that come all at once', async () => {
      const all = [post('{"a":1}'), post('{'), get('/nowhere'), get('/things/7')].join('');
      const answers = await (await send(all)).take(4);
      expect(answers.map(({ status }) => status)).toEqual([201, 400, 404, 200]);
    });

    it('carry a body that comes byte by byte', async () => {
      const connection = await open();
      for (const byte of post('{"a":"é"}')) connection.send(byte);
      expect((await connection.take(1))[0]?.status).toBe(201);
    });

    it('carry owed answers before they end on garbage', async () => {
      closeGate();
      const connection = await send(
        `${post('{}', '', '/things/gated')}${get('/things/7')}nonsense\r\n\r\n`,
      );
      await (await send(get('/things/7'))).take(1);
      expect(connection.answers()).toEqual([]);
      gate.open();
      const answers = await connection.untilClosed();
      expect(answers.map(({ status }) => status)).toEqual([201, 200, 400]);
    });

    it('may be left by a client in the middle of a body', async () => {
      const connection = await send(post('{"a":1}').slice(0, -2));
      connection.close();
      expect((await (await send(get('/things/7'))).take(1))[0]?.status).toBe(200);
    });
  });

  it('refuses CONNECT, and what is no path', async () => {
    const connect = await (await send(`CONNECT a.example:1 HTTP/1.1\r\n${HOST}\r\n`)).untilClosed();
    expect(problemOf(connect[0]).code).toBe('method-not-allowed');
    expect(connect[0]?.headers['allow']).toContain('GET');
    const [star] = await (await send(`GET *things/7 HTTP/1.1\r\n${HOST}\r\n`)).take(1);
    expect(problemOf(star).code).toBe('not-found');
  });

  it('answers TRACE, OPTIONS * and the absolute form', async () => {
    const connection = await send(`TRACE /things/7 HTTP/1.1\r\n${HOST}\r\n`);
    connection.send(`OPTIONS * HTTP/1.1\r\n${HOST}\r\n`);
    connection.send(get('http://a.example/things/7'));
    connection.send(get('http://a.example/nowhere?x=1'));
    const [trace, star, absolute, nowhere] = await connection.take(4);
    expect(problemOf(trace).code).toBe('method-not-allowed');
    expect([star?.status, star?.headers['allow']]).toEqual([
      204,
      'DELETE, GET, HEAD, OPTIONS, POST',
    ]);
    expect(absolute?.status).toBe(200);
    expect(problemOf(nowhere)).toMatchObject({ code: 'not-found', instance: '/nowhere' });
  });

  it('ignores expectations and upgrades that it does not know', async () => {
    const connection = await send(get('/things/7', 'Expect: the unexpected\r\n'));
    connection.send(get('/things/7', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'));
    const answers = await connection.take(2);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('takes HTTP/1.0 without a Host', async () => {
    const [answer] = await (await send('GET /things/7 HTTP/1.0\r\n\r\n')).untilClosed();
    expect(answer?.status).toBe(200);
  });
});
