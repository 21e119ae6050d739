import { type HttpTestApp, startHttpApp } from './http-app';
import { RawConnection } from './raw-http';

export interface RawServer {
  /** From the first test on. */
  readonly app: HttpTestApp;
  open(): Promise<RawConnection>;
  /** Opens a connection and says this on it. */
  send(bytes: string | Buffer): Promise<RawConnection>;
}

/** A server for the tests of a `describe`, and connections to it that end with each test. */
export function rawServer(options: Parameters<typeof startHttpApp>[0] = {}): RawServer {
  let app: HttpTestApp;
  const connections: RawConnection[] = [];

  beforeAll(async () => void (app = await startHttpApp(options)));
  afterEach(() => connections.splice(0).forEach((connection) => connection.close()));
  afterAll(() => app.close());

  async function open(): Promise<RawConnection> {
    const connection = await RawConnection.open(app.port);
    connections.push(connection);
    return connection;
  }

  return {
    get app() {
      return app;
    },
    open,
    send: async (bytes) => (await open()).send(bytes),
  };
}
