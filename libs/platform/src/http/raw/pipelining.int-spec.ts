import {
  closeGate,
  gate,
  startHttpApp,
  type HttpTestApp,
} from '../../../../../test/support/http-app';
import { eventually } from '../../../../../test/support/eventually';
import { RawConnection } from '../../../../../test/support/raw-http';
import { rawGet as get, rawPost as post } from '../../../../../test/support/raw-requests';
import { MAX_PIPELINED } from './pipelining';

const SENT = 5_000;

/** What is read in one go is parsed to its end. */
const ONE_READ = 65_536;

describe('a connection with very many requests at once', () => {
  let server: HttpTestApp;
  let begun = 0;

  beforeAll(async () => {
    server = await startHttpApp();
    server.app.getHttpServer().on('request', () => (begun += 1));
  });
  afterAll(() => server.close());

  it('has only so many under way, and gets all its answers in the end', async () => {
    closeGate();
    const request = post('{}', '', '/things/gated');
    const connection = await RawConnection.open(server.port);
    connection.send(request.repeat(SENT));
    await eventually(() => expect(begun).toBeGreaterThan(MAX_PIPELINED));
    const other = await RawConnection.open(server.port);
    await other.send(get('/things/7')).take(1);
    other.close();
    expect(begun).toBeLessThanOrEqual(MAX_PIPELINED + 2 + Math.ceil(ONE_READ / request.length));
    gate.open();
    await eventually(() => expect(begun).toBe(SENT + 1), { timeoutMs: 20_000 });
    connection.close();
  });
});
