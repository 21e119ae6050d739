import { startHttpApp, type HttpTestApp } from '../../../../test/support/http-app';
import { RawConnection } from '../../../../test/support/raw-http';
import { SECURITY_HEADERS } from './security-headers';

describe('security headers', () => {
  let server: HttpTestApp;
  let lines: jest.SpyInstance;

  beforeAll(async () => void (server = await startHttpApp()));
  beforeEach(() => (lines = jest.spyOn(process.stdout, 'write').mockReturnValue(true)));
  afterEach(() => lines.mockRestore());
  afterAll(() => server.close());

  it.each([
    ['GET', '/things/7', 200],
    ['HEAD', '/things/7', 200],
    ['OPTIONS', '/things/7', 204],
    ['GET', '/nowhere', 404],
    ['PUT', '/things/7', 405],
    ['GET', '/things/%zz', 400],
    ['GET', '/failing/defect', 500],
    ['GET', '/failing/middleware', 500],
    ['GET', '/failing/refusal', 409],
  ])('are on the answer to %s %s (%d)', async (method, path, status) => {
    const answer = await fetch(`${server.url}${path}`, { method });
    await answer.text();
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(SECURITY_HEADERS);
    expect([answer.headers.get('server'), answer.headers.get('x-powered-by')]).toEqual([
      null,
      null,
    ]);
  });

  it('are on what is answered to broken HTTP', async () => {
    const connection = await RawConnection.open(server.port);
    const [answer] = await connection.send('nonsense\r\n\r\n').untilClosed();
    expect(answer?.headers).toMatchObject(SECURITY_HEADERS);
  });
});
