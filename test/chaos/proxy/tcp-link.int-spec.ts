import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import type { LinkMode } from './link-mode.ts';
import { TcpLink } from './tcp-link.ts';

/** Echoes in capitals and remembers what it got. */
class EchoServer {
  readonly sockets: Socket[] = [];
  received = '';
  server!: Server;

  async start(port = 0): Promise<number> {
    this.server = createServer((socket) => this.serve(socket)).listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  serve(socket: Socket): void {
    this.sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      this.received += chunk.toString();
      socket.write(chunk.toString().toUpperCase());
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

class Client {
  readonly socket: Socket;
  received = '';
  ended = false;
  error = '';

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (chunk) => (this.received += chunk.toString()));
    this.socket.on('end', () => (this.ended = true));
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.error = error.code ?? ''));
  }

  async says(text: string): Promise<void> {
    this.socket.write(text);
    await eventually(() => expect(this.received).toContain(text.toUpperCase()));
  }
}

describe('TcpLink', () => {
  let echo: EchoServer;
  let link: TcpLink;
  let clients: Client[];

  beforeEach(async () => {
    echo = new EchoServer();
    clients = [];
    const port = await echo.start();
    link = new TcpLink('test', await freePort(), { host: '127.0.0.1', port });
    await link.open();
  });
  afterEach(async () => {
    for (const { socket } of clients) socket.destroy();
    await link.close();
    await echo.stop();
  });

  function client(): Client {
    const one = new Client(link.port);
    clients.push(one);
    return one;
  }

  async function connected(): Promise<Client> {
    const one = client();
    await one.says('hello ');
    return one;
  }

  it('passes bytes and ends both ways', async () => {
    const one = await connected();
    one.socket.end();
    await eventually(() => expect(one.ended).toBe(true));
    await eventually(() => expect(link.connectionCount).toBe(0));
  });

  it('passes much at once in order', async () => {
    const one = client();
    const text = Array.from({ length: 200_000 }, (_, i) => `${i} `).join('');
    one.socket.write(text);
    await eventually(() => expect(one.received).toHaveLength(text.length), { timeoutMs: 10_000 });
    expect(one.received).toBe(text);
  });

  it.each<LinkMode>([{ kind: 'blackhole', direction: 'both' }, { kind: 'half-open' }])(
    'delivers nothing either way when $kind, to old and new connections',
    async (mode) => {
      const old = await connected();
      await link.setMode(mode);
      const fresh = client();
      old.socket.write('lost ');
      fresh.socket.write('lost ');
      echo.sockets[0]?.write('news ');
      await eventually(() => expect(link.connectionCount).toBe(2));
      await link.setMode({ kind: 'pass' });
      await connected();
      expect(echo.received).not.toContain('lost');
      expect(old.received).toBe('HELLO ');
      expect(fresh.received).toBe('');
    },
  );

  it('can lose one direction only', async () => {
    const one = await connected();
    await link.setMode({ kind: 'blackhole', direction: 'requests' });
    one.socket.write('lost ');
    echo.sockets[0]?.write('news ');
    await eventually(() => expect(one.received).toContain('news'));
    expect(echo.received).toBe('hello ');
  });

  it('lets requests through and swallows their replies when drop-reply', async () => {
    const one = await connected();
    await link.setMode({ kind: 'drop-reply' });
    one.socket.write('done ');
    await eventually(() => expect(echo.received).toContain('done'));
    expect(one.received).toBe('HELLO ');
  });

  it('resets connections with a gap when it passes again, and no others', async () => {
    const [lossy, idle] = [await connected(), await connected()];
    await link.setMode({ kind: 'blackhole', direction: 'both' });
    lossy.socket.write('lost ');
    await connectedBytesLost(link, lossy);
    await link.setMode({ kind: 'pass' });
    await eventually(() => expect(lossy.error).toBe('ECONNRESET'));
    await idle.says('still here ');
  });

  it('leaves a half-open connection silent after it passes again', async () => {
    const one = await connected();
    await link.setMode({ kind: 'half-open' });
    await link.setMode({ kind: 'pass' });
    one.socket.write('anybody there? ');
    echo.sockets[0]?.end();
    await connected();
    expect(one.ended).toBe(false);
    expect(one.error).toBe('');
    expect(echo.received).not.toContain('anybody');
  });

  it('delivers late what it held', async () => {
    const one = await connected();
    await link.setMode({ kind: 'hold' });
    one.socket.write('late ');
    const other = client();
    other.socket.write('later ');
    await eventually(() => expect(link.connectionCount).toBe(2));
    expect(echo.received).toBe('hello ');
    await link.setMode({ kind: 'pass' });
    await one.says('after ');
    expect(one.received).toBe('HELLO LATE AFTER ');
    await other.says('x');
  });

  it('slows by latency and rate', async () => {
    const one = await connected();
    await link.setMode({ kind: 'slow', latencyMs: 50, bytesPerSecond: 1_000 });
    const startedAtMs = performance.now();
    await one.says('0123456789'.repeat(10));
    // Twice 50 ms of latency, twice 100 bytes at 1000/s.
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(299);
  });

  it('resets old connections and new ones', async () => {
    const old = await connected();
    await link.setMode({ kind: 'reset' });
    const fresh = client();
    await eventually(() => expect([old.error, fresh.error]).toEqual(['ECONNRESET', 'ECONNRESET']));
  });

  it('refuses, and listens again on the same port', async () => {
    const old = await connected();
    await link.setMode({ kind: 'refuse' });
    const fresh = client();
    await eventually(() =>
      expect([old.error, fresh.error]).toEqual(['ECONNRESET', 'ECONNREFUSED']),
    );
    await link.setMode({ kind: 'pass' });
    await connected();
  });

  it('refuses while nobody listens at the server and serves when somebody does', async () => {
    const { port } = echo.server.address() as AddressInfo;
    await echo.stop();
    await eventually(async () => {
      const one = client();
      await eventually(() => expect(one.error).not.toBe(''));
      expect(one.error).toBe('ECONNREFUSED');
    });
    await echo.start(port);
    await eventually(async () => {
      const one = client();
      await once(one.socket, 'connect');
      await one.says('back again ');
    });
  });
});

/** The loss shows nowhere but in silence; a second connection's bytes come after the first one's. */
async function connectedBytesLost(link: TcpLink, one: Client): Promise<void> {
  await eventually(() => expect(one.socket.writableLength).toBe(0));
  const probe = new Client(link.port);
  await once(probe.socket, 'connect');
  probe.socket.destroy();
}
