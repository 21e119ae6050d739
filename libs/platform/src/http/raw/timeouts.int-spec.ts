import { closeGate, gate } from '../../../../../test/support/http-app';
import {
  rawGet as get,
  rawPost as post,
  rawProblemOf as problemOf,
} from '../../../../../test/support/raw-requests';
import { rawServer } from '../../../../../test/support/raw-server';

describe('time', () => {
  const server = rawServer({
    requestTimeoutMs: 600,
    headersTimeoutMs: 300,
    connectionsCheckingIntervalMs: 50,
    keepAliveTimeoutMs: 100,
    unreadTimeoutMs: 400,
  });

  it('cuts a body that stalls', async () => {
    const connection = await server.send(
      post('{"a":1}', 'X-Correlation-Id: slow-1\r\n').slice(0, -3),
    );
    const [answer] = await connection.untilClosed();
    const problem = problemOf(answer);
    expect(problem).toMatchObject({ code: 'request-timeout', retryable: true });
    expect(problem).toMatchObject({ instance: '/things', correlationId: 'slow-1' });
  });

  it('cuts a body that only drips', async () => {
    const connection = await server.send(post('x'.repeat(60_000)).slice(0, 200));
    const drip = setInterval(() => connection.socket.writable && connection.send('x'), 40);
    const [answer] = await connection.untilClosed().finally(() => clearInterval(drip));
    expect(problemOf(answer).code).toBe('request-timeout');
  });

  it('cuts a head that stalls, and a connection that says nothing', async () => {
    const [half, silent] = [await server.send('GET /things/7 HT'), await server.open()];
    expect(problemOf((await half.untilClosed())[0]).code).toBe('request-timeout');
    expect(problemOf((await silent.untilClosed())[0]).code).toBe('request-timeout');
  });

  it('ends a connection that has nothing more to say', async () => {
    const connection = await server.send(get('/things/7'));
    expect((await connection.untilClosed())[0]?.status).toBe(200);
  });

  it('lets a handler take its time', async () => {
    closeGate();
    const connection = await server.send(post('{}', '', '/things/gated'));
    setTimeout(gate.open, 1_000);
    expect((await connection.take(1))[0]?.status).toBe(201);
  });
});
