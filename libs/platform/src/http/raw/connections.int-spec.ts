import { closeGate, gate } from '../../../../../test/support/http-app';
import {
  HOST,
  JSON_TYPE,
  rawGet as get,
  rawPost as post,
  rawProblemOf as problemOf,
} from '../../../../../test/support/raw-requests';
import { rawServer } from '../../../../../test/support/raw-server';

describe('connections', () => {
  const server = rawServer();

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
    const connection = await server.send(bytes);
    const [refused] = await connection.take(1);
    expect(refused?.status).toBe(status);
    expect(refused?.headers['connection']).toBe('keep-alive');
    const [, taken] = await connection.send(post('{"a":1}')).take(2);
    expect(taken?.status).toBe(201);
  });

  it('survive a chunked body that is too large', async () => {
    const chunk = `${(50_000).toString(16)}\r\n${'x'.repeat(50_000)}\r\n`;
    const head = `POST /things HTTP/1.1\r\n${HOST}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`;
    const connection = await server.send(`${head}${chunk}${chunk}0\r\n\r\n${get('/things/7')}`);
    const answers = await connection.take(2);
    expect(answers.map(({ status }) => status)).toEqual([413, 200]);
  });

  it('are cut when far too much is sent', async () => {
    const connection = await server.send(
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
    const answers = await (await server.send(all)).take(4);
    expect(answers.map(({ status }) => status)).toEqual([201, 400, 404, 200]);
  });

  it('carry a body that comes byte by byte', async () => {
    const connection = await server.open();
    for (const byte of post('{"a":"é"}')) connection.send(byte);
    expect((await connection.take(1))[0]?.status).toBe(201);
  });

  it('carry owed answers before they end on garbage', async () => {
    closeGate();
    const connection = await server.send(
      `${post('{}', '', '/things/gated')}${get('/things/7')}nonsense\r\n\r\n`,
    );
    await (await server.send(get('/things/7'))).take(1);
    expect(connection.answers()).toEqual([]);
    gate.open();
    const answers = await connection.untilClosed();
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 400]);
  });

  it('may be left by a client in the middle of a body', async () => {
    const connection = await server.send(post('{"a":1}').slice(0, -2));
    connection.close();
    expect((await (await server.send(get('/things/7'))).take(1))[0]?.status).toBe(200);
  });
});
