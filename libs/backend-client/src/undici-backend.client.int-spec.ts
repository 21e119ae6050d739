import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../../test/support/free-port';
import type { BackendAnswer } from './backend-answer';
import { UndiciBackendClient } from './undici-backend.client';

type Behaviour = (socket: Socket, request: string, nth: number) => void;

/** A backend made of bytes: it answers whole requests with whatever the test likes. */
class RawBackend {
  readonly requests: string[] = [];
  connections = 0;
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  static async start(behave: Behaviour): Promise<RawBackend> {
    const server = createServer();
    const backend = new RawBackend(server);
    server.on('connection', (socket) => backend.attend(socket, behave));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return backend;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  hangUpIdle(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private attend(socket: Socket, behave: Behaviour): void {
    this.connections += 1;
    this.sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
      const head = text.indexOf('\r\n\r\n');
      if (head < 0 || text.length < head + 4 + length) return;
      this.requests.push(text);
      const whole = text;
      text = '';
      behave(socket, whole, this.requests.length);
    });
  }
}

function reply(status: number, body: string, headers = ''): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 ${status} X\r\ncontent-length: ${length}\r\n${headers}\r\n${body}`;
}

const ORDER = { orderId: 'o-1', orderJson: '{"a":1}', correlationId: 'c-1', epoch: 7 };

describe('UndiciBackendClient', () => {
  let backend: RawBackend | undefined;
  let client: UndiciBackendClient | undefined;

  afterEach(async () => {
    await client?.close();
    await backend?.stop();
    backend = client = undefined;
  });

  async function against(behave: Behaviour, connections = 2): Promise<UndiciBackendClient> {
    backend = await RawBackend.start(behave);
    client = new UndiciBackendClient({ url: `${backend.url}/api/`, connections });
    return client;
  }

  async function answerTo(behave: Behaviour, timeoutMs = 5_000): Promise<BackendAnswer> {
    return (await against(behave)).saveOrder({ ...ORDER, timeoutMs });
  }

  it('sends the order as it is, under its id', async () => {
    const orderJson = '{"notes":"Grüße 😀 \\u00e9","n":1.0,  "x":"ﷺ"}';
    const sut = await against((socket) => socket.write(reply(201, '{"ok":true}')));
    const answer = await sut.saveOrder({
      ...ORDER,
      orderJson,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      timeoutMs: 5_000,
    });
    const request = backend?.requests[0] ?? '';
    const [head = '', body = ''] = request.split('\r\n\r\n');
    expect(answer).toEqual({ kind: 'saved', result: { ok: true } });
    expect(Buffer.from(body, 'latin1').toString('utf8')).toBe(orderJson);
    expect(head).toMatch(/^POST \/api\/orders HTTP\/1\.1\r\n/);
    expect(head).toMatch(/^content-type: application\/json$/m);
    expect(head).toMatch(/^idempotency-key: o-1$/m);
    expect(head).toMatch(/^x-correlation-id: c-1$/m);
    expect(head).toMatch(/^sluice-epoch: 7$/m);
    expect(head).toMatch(/^traceparent: 00-0af7/m);
  });

  it('knows an order that the backend already had', async () => {
    const answer = await answerTo((socket) => socket.write(reply(200, '{"again":true}')));
    expect(answer).toEqual({ kind: 'saved', result: { again: true } });
  });

  it.each([400, 409, 422])('%d is refused with its reason', async (status) => {
    const answer = await answerTo((socket) => socket.write(reply(status, '{"detail":"no book"}')));
    expect(answer).toMatchObject({ kind: 'refused', status, reason: 'no book' });
  });

  it('429 keeps Retry-After, in seconds and as a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const sut = await against((socket, _request, nth) =>
      socket.write(reply(429, '', `retry-after: ${nth === 1 ? '7' : date}\r\n`)),
    );
    const inSeconds = await sut.saveOrder({ ...ORDER, timeoutMs: 5_000 });
    const asDate = await sut.saveOrder({ ...ORDER, timeoutMs: 5_000 });
    expect(inSeconds).toEqual({ kind: 'unavailable', why: 'overloaded', retryAfterMs: 7_000 });
    expect(asDate).toMatchObject({ kind: 'unavailable', why: 'overloaded' });
    const { retryAfterMs } = asDate as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(55_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it.each([500, 503])('%d leaves doubt', async (status) => {
    const answer = await answerTo((socket) => socket.write(reply(status, 'oops')));
    expect(answer).toEqual({ kind: 'doubt', why: 'server-error' });
  });

  it.each<[string, Behaviour, string]>([
    [
      'a reset in the body',
      (socket) => {
        socket.write('HTTP/1.1 201 X\r\ncontent-length: 100\r\n\r\n{"a":1', () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        );
      },
      'reset',
    ],
    [
      'a body cut short',
      (socket) => socket.end('HTTP/1.1 201 X\r\ncontent-length: 100\r\n\r\n{"a":1}'),
      'reset',
    ],
    [
      'chunks that are none',
      (socket) => socket.write('HTTP/1.1 201 X\r\ntransfer-encoding: chunked\r\n\r\nzzz\r\n'),
      'garbage',
    ],
    ['201 without JSON', (socket) => socket.write(reply(201, '<html>')), 'garbage'],
    ['a huge body', (socket) => socket.write(reply(201, 'x'.repeat(70_000))), 'too-large'],
  ])('%s leaves no doubt: the head said saved', async (_case, behave, dropped) => {
    expect(await answerTo(behave)).toEqual({ kind: 'saved', result: null, dropped });
  });

  it.each([
    ['204', 'HTTP/1.1 204 X\r\n\r\n'],
    ['200 without a body', reply(200, '')],
  ])('%s is saved without a result', async (_case, bytes) => {
    const answer = await answerTo((socket) => socket.write(bytes));
    expect(answer).toEqual({ kind: 'saved', result: null });
  });

  it.each<[string, Behaviour, string]>([
    ['a reset before the head', (socket) => socket.resetAndDestroy(), 'reset'],
    ['a hang-up before the head', (socket) => socket.end(), 'reset'],
    ['no HTTP at all', (socket) => socket.write('SSH-2.0-OpenSSH_9\r\n\r\n'), 'garbage'],
    [
      'a huge head',
      (socket) => socket.write(reply(201, '{}', `x-big: ${'y'.repeat(70_000)}\r\n`)),
      'too-large',
    ],
  ])('%s leaves doubt', async (_case, behave, why) => {
    expect(await answerTo(behave)).toEqual({ kind: 'doubt', why });
  });

  it('takes a body of exactly the cap and stops reading an endless one', async () => {
    const full = `"${'x'.repeat(64 * 1024 - 2)}"`;
    let pump: NodeJS.Timeout | undefined;
    const sut = await against((socket, _request, nth) => {
      if (nth === 1) return void socket.write(reply(201, full));
      socket.write('HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n');
      pump = setInterval(() => socket.write(`1000\r\n${'x'.repeat(4_096)}\r\n`), 1);
      socket.on('close', () => clearInterval(pump));
    });
    const whole = await sut.saveOrder({ ...ORDER, timeoutMs: 5_000 });
    const endless = await sut.saveOrder({ ...ORDER, timeoutMs: 5_000 });
    expect(whole.kind).toBe('saved');
    expect(endless).toEqual({ kind: 'saved', result: null, dropped: 'too-large' });
  });

  it('ends a hang and an endless dribble in time', async () => {
    const sut = await against((socket, _request, nth) => {
      if (nth === 1) return;
      socket.write('HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n');
      const drip = setInterval(() => socket.write('1\r\nx\r\n'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const startedMs = performance.now();
    const hang = await sut.saveOrder({ ...ORDER, timeoutMs: 150 });
    const dribble = await sut.saveOrder({ ...ORDER, timeoutMs: 150 });
    const tookMs = performance.now() - startedMs;
    expect([hang, dribble]).toEqual([
      { kind: 'doubt', why: 'timeout' },
      { kind: 'saved', result: null, dropped: 'timeout' },
    ]);
    expect(tookMs).toBeGreaterThanOrEqual(298);
    expect(tookMs).toBeLessThan(2_000);
  });

  it('does not let a dribbling explanation hold a refusal up', async () => {
    const answer = await answerTo((socket) => {
      socket.write('HTTP/1.1 422 X\r\ntransfer-encoding: chunked\r\n\r\n7\r\nbad sku\r\n');
      const drip = setInterval(() => socket.write('1\r\n!\r\n'), 200);
      socket.on('close', () => clearInterval(drip));
    }, 60_000);
    expect(answer).toMatchObject({ kind: 'refused', status: 422, about: 'order' });
    expect((answer as { reason: string }).reason).toMatch(/^bad sku!*$/);
  });

  it('a refused connection is no doubt', async () => {
    client = new UndiciBackendClient({
      url: `http://127.0.0.1:${await freePort()}`,
      connections: 1,
    });
    const answer = await client.saveOrder({ ...ORDER, timeoutMs: 5_000 });
    expect(answer).toEqual({ kind: 'unavailable', why: 'connect' });
  });

  it('an order still waiting for a connection when its time is over was never sent', async () => {
    const sut = await against(() => undefined, 1);
    const first = sut.saveOrder({ ...ORDER, timeoutMs: 400 });
    const second = sut.saveOrder({ ...ORDER, orderId: 'o-2', timeoutMs: 200 });
    expect(await second).toEqual({ kind: 'unavailable', why: 'connect' });
    expect(await first).toEqual({ kind: 'doubt', why: 'timeout' });
    // The next order passes; the abandoned one stays unsent for good.
    void sut.saveOrder({ ...ORDER, orderId: 'o-3', timeoutMs: 200 });
    const last = await sut.saveOrder({ ...ORDER, orderId: 'o-4', timeoutMs: 600 });
    expect(last).toEqual({ kind: 'doubt', why: 'timeout' });
    expect(backend?.requests.join()).not.toContain('o-2');
  });

  it('ends early when the caller does', async () => {
    const sut = await against(() => undefined);
    const abort = new AbortController();
    const sent = sut.saveOrder({ ...ORDER, timeoutMs: 60_000, signal: abort.signal });
    setTimeout(() => abort.abort(), 100);
    expect(await sent).toEqual({ kind: 'doubt', why: 'timeout' });
    const unsent = await sut.saveOrder({ ...ORDER, timeoutMs: 60_000, signal: abort.signal });
    expect(unsent).toEqual({ kind: 'unavailable', why: 'connect' });
    expect(backend?.requests).toHaveLength(1);
  });

  it('reuses connections and keeps to its number of them', async () => {
    const sut = await against((socket) => setTimeout(() => socket.write(reply(201, '1')), 5), 2);
    const calls = Array.from({ length: 20 }, () => sut.saveOrder({ ...ORDER, timeoutMs: 5_000 }));
    const answers = await Promise.all(calls);
    expect(answers.every((answer) => answer.kind === 'saved')).toBe(true);
    expect(backend?.connections).toBe(2);
  });

  it('never sends an order twice by itself, even over connections that the backend drops', async () => {
    // It hangs up on every second request without a word, and on idle connections all the time.
    const sut = await against((socket, _request, nth) => {
      if (nth % 2 === 0) return void socket.resetAndDestroy();
      socket.write(reply(201, '1'));
    });
    const answers: BackendAnswer[] = [];
    for (let nth = 0; nth < 60; nth += 1) {
      answers.push(await sut.saveOrder({ ...ORDER, orderId: `<o-${nth}>`, timeoutMs: 5_000 }));
      if (nth % 3 === 0) backend?.hangUpIdle();
    }
    const seen = backend?.requests.map((request) => /<o-\d+>/.exec(request)?.[0]) ?? [];
    expect(new Set(seen).size).toBe(seen.length);
    const unknown = answers.filter((answer) => answer.kind !== 'saved');
    expect(unknown.length).toBeGreaterThan(10);
    // Whatever the backend may have seen is never reported as certainly unsent.
    answers.forEach((answer, nth) => {
      if (answer.kind === 'unavailable') expect(seen).not.toContain(`<o-${nth}>`);
    });
  });

  it('gives doubt for what was under way when it is closed', async () => {
    const sut = await against(() => undefined);
    const call = sut.saveOrder({ ...ORDER, timeoutMs: 60_000 });
    const probe = connect(Number(new URL(backend?.url ?? '').port), '127.0.0.1');
    await once(probe, 'connect');
    probe.destroy();
    await sut.close();
    expect((await call).kind).toMatch(/doubt|unavailable/);
  });
});
