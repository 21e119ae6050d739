import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  HOST,
  JSON_TYPE,
  rawGet as get,
  rawPost as post,
  rawProblemOf as problemOf,
} from '../../../../../test/support/raw-requests';
import { rawServer } from '../../../../../test/support/raw-server';

describe('the HTTP adapter on raw sockets', () => {
  const server = rawServer();

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
    const reached = server.app.handlersReached();
    const answers = await (await server.send(bytes)).untilClosed();
    expect(answers).toHaveLength(1);
    expect(problemOf(answers[0]).code).toBe('malformed-http');
    expect(answers[0]?.headers['connection']).toBe('close');
    expect(server.app.handlersReached()).toBe(reached);
  });

  it.each([
    ['no Host', 'GET /things/7 HTTP/1.1\r\n\r\n'],
    ['two Hosts', `GET /things/7 HTTP/1.1\r\n${HOST}${HOST}\r\n`],
    [
      'a coding on top of chunked',
      `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
  ])('answers %s with malformed-http', async (_, bytes) => {
    const [answer] = await (await server.send(bytes)).take(1);
    expect(problemOf(answer).code).toBe('malformed-http');
  });

  it('tells what it could learn of a request that broke', async () => {
    const head = `POST /things?x=1 HTTP/1.1\r\n${HOST}X-Correlation-Id: mine-1\r\nX : 1\r\n\r\n`;
    const [answer] = await (await server.send(head)).untilClosed();
    expect(problemOf(answer)).toMatchObject({ instance: '/things', correlationId: 'mine-1' });
  });

  it('lets a client that talks on read why it is cut', async () => {
    const connection = await server.send(`nonsense\r\n\r\n${'x'.repeat(3_000_000)}`);
    const [answer] = await connection.untilClosed();
    expect(problemOf(answer).code).toBe('malformed-http');
    expect(connection.error).toBeUndefined();
  });

  it('refuses a head and a request line that are too long', async () => {
    const [wide] = await (
      await server.send(get('/things/7', `X: ${'x'.repeat(17_000)}\r\n`))
    ).untilClosed();
    expect(problemOf(wide).code).toBe('headers-too-large');
    const [long] = await (await server.send(get(`/${'x'.repeat(17_000)}`))).untilClosed();
    expect(problemOf(long).code).toBe('uri-too-long');
  });

  it('refuses CONNECT, and what is no path', async () => {
    const connect = await (
      await server.send(`CONNECT a.example:1 HTTP/1.1\r\n${HOST}\r\n`)
    ).untilClosed();
    expect(problemOf(connect[0]).code).toBe('method-not-allowed');
    expect(connect[0]?.headers['allow']).toContain('GET');
    const [star] = await (await server.send(`GET *things/7 HTTP/1.1\r\n${HOST}\r\n`)).take(1);
    expect(problemOf(star).code).toBe('not-found');
  });

  it('answers TRACE, OPTIONS * and the absolute form', async () => {
    const connection = await server.send(`TRACE /things/7 HTTP/1.1\r\n${HOST}\r\n`);
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
    const connection = await server.send(get('/things/7', 'Expect: the unexpected\r\n'));
    connection.send(get('/things/7', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'));
    const answers = await connection.take(2);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each([
    ['a GET', (upgrade: string) => get('/things/7', upgrade)],
    ['a POST', (upgrade: string) => post('{}', upgrade)],
  ])(
    'goes on after %s that asks for another protocol, or says that it does not',
    async (_, ask) => {
      const upgrade = 'Connection: Upgrade\r\nUpgrade: h2c\r\n';
      const alone = await server.send(ask(upgrade));
      const [first] = await alone.take(1);
      expect(first?.headers['connection']).toBe('keep-alive');
      const [, second] = await alone.send(get('/things/8')).take(2);
      expect(second?.status).toBe(200);
      const together = await server.send(ask(upgrade) + get('/things/8'));
      const [only, ...others] = await together.untilClosed();
      expect(only?.headers['connection']).toBe('close');
      expect(others).toEqual([]);
    },
  );

  it('bears a client that goes on sending its body after it was refused', async () => {
    const head = `POST /nowhere HTTP/1.1\r\n${HOST}${JSON_TYPE}Connection: close\r\n`;
    const socket = connect({ port: server.app.port, host: '127.0.0.1', allowHalfOpen: true });
    const broke = jest.fn();
    socket.on('error', broke).resume();
    socket.write(`${head}Content-Length: 1000000\r\n\r\n`);
    await once(socket, 'end');
    for (let sent = 0; sent < 100_000 && !socket.destroyed; sent += 10_000) {
      socket.write('x'.repeat(10_000));
      await sleep(5);
    }
    expect(broke).not.toHaveBeenCalled();
    socket.destroy();
  });

  it('takes HTTP/1.0 without a Host', async () => {
    const [answer] = await (await server.send('GET /things/7 HTTP/1.0\r\n\r\n')).untilClosed();
    expect(answer?.status).toBe(200);
  });
});
