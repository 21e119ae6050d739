import { eventually } from '../../../../../test/support/eventually';
import { startHttpApp, type HttpTestApp } from '../../../../../test/support/http-app';
import { RawConnection } from '../../../../../test/support/raw-http';
import { rawPost as post } from '../../../../../test/support/raw-requests';

/** Far more than the kernel holds for a client that does not read. */
const ANSWERS = 200;

describe('a client that does not take its answers', () => {
  let server: HttpTestApp;

  beforeAll(async () => void (server = await startHttpApp({ unreadTimeoutMs: 400 })));
  afterAll(() => server.close());

  function openConnections(): Promise<number> {
    return new Promise((resolve) =>
      server.app.getHttpServer().getConnections((_error: unknown, count: number) => resolve(count)),
    );
  }

  it('is cut', async () => {
    const connection = await RawConnection.open(server.port);
    connection.socket.pause();
    connection.send(post(`"${'x'.repeat(60_000)}"`).repeat(ANSWERS));
    await eventually(async () => expect(await openConnections()).toBe(1));
    await eventually(async () => expect(await openConnections()).toBe(0), { timeoutMs: 10_000 });
    connection.close();
  });

  it('is not taken for one that takes them slowly', async () => {
    const connection = await RawConnection.open(server.port);
    connection.send(post(`"${'x'.repeat(60_000)}"`).repeat(ANSWERS));
    const pace = setInterval(() => {
      connection.socket.pause();
      setTimeout(() => connection.socket.resume(), 100);
    }, 200);
    const answers = await connection.take(ANSWERS, 20_000).finally(() => clearInterval(pace));
    expect(answers).toHaveLength(ANSWERS);
    connection.close();
  });
});
