import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../../../../test/support/eventually';
import { startFixture, type FixtureProcess } from '../../../../test/support/fixture-process';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';

const FIXTURE = join(__dirname, '../../../../test/fixtures/platform-app.ts');
const CANARY = 'canary-7f3b"\\quoted';

jest.setTimeout(40_000);

describe('runApp', () => {
  let app: FixtureProcess;

  const start = (env: Record<string, string> = {}) => (app = startFixture(FIXTURE, env));
  const messages = () => app.events().map(({ msg }) => msg);

  let redis: TestRedis | undefined;
  let other: Server | undefined;

  afterEach(async () => {
    await app.end();
    await redis?.stop();
    other?.close();
  });

  it('serves, says so to its supervisor, and stops with 0 at SIGTERM', async () => {
    start({ SHUTDOWN_DELAY_MS: '0' });
    const announced = new Promise((resolve) => app.child.once('message', resolve));
    const url = await app.url();
    expect(await announced).toBe('ready');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    app.child.kill('SIGTERM');
    const { code, afterMs } = await app.exit();
    expect({ code, stderr: app.stderr() }).toEqual({ code: 0, stderr: '' });
    expect(afterMs).toBeLessThan(2_000);
    expect(messages()).toEqual(['ready', 'shutting down', 'stopped']);
  });

  it('turns unready first and answers what is under way', async () => {
    start({ SHUTDOWN_DELAY_MS: '300' });
    const url = await app.url();
    const slow = fetch(`${url}/slow`);
    await fetch(`${url}/health/live`);
    const startedAtMs = performance.now();
    app.child.kill('SIGTERM');
    await eventually(async () => {
      const ready = await fetch(`${url}/health/ready`);
      expect(await ready.json()).toMatchObject({ status: 503, code: 'shutting-down' });
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const answer = await slow;
    expect([answer.status, await answer.text()]).toEqual([200, 'done']);
    expect((await app.exit()).code).toBe(0);
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('cuts what hangs at the deadline', async () => {
    start({ SHUTDOWN_GRACE_MS: '1200', SHUTDOWN_DELAY_MS: '0', HANG_ON_DESTROY: 'true' });
    await app.url();
    app.child.kill('SIGTERM');
    const { code, afterMs } = await app.exit();
    expect(code).toBe(0);
    expect(afterMs).toBeGreaterThan(1_000);
    expect(afterMs).toBeLessThan(2_200);
    expect(messages()).toContain('shutdown cut at its deadline');
  });

  it('cuts a request that hangs before the deadline, and still closes in order', async () => {
    start({ SHUTDOWN_GRACE_MS: '1200', SHUTDOWN_DELAY_MS: '0' });
    const hanging = fetch(`${await app.url()}/hang`).catch(
      (error: unknown) => (error as Error).message,
    );
    await fetch(`${await app.url()}/health/live`);
    app.child.kill('SIGTERM');
    expect((await app.exit()).code).toBe(0);
    expect(await hanging).toBe('fetch failed');
    expect(messages()).toEqual(['ready', 'shutting down', 'stopped']);
  });

  it('ends at once with 130 at a second signal', async () => {
    start({ HANG_ON_DESTROY: '1' });
    await app.url();
    app.child.kill('SIGINT');
    await eventually(() => expect(messages()).toContain('shutting down'));
    app.child.kill('SIGINT');
    const { code, afterMs } = await app.exit();
    expect(code).toBe(130);
    expect(afterMs).toBeLessThan(1_000);
  });

  it('stops in order when its supervisor is gone', async () => {
    start();
    await app.url();
    app.child.disconnect();
    expect((await app.exit()).code).toBe(0);
    expect(app.events().find(({ msg }) => msg === 'shutting down')).toMatchObject({
      reason: 'supervisor gone',
    });
  });

  it('stops in order when it is told to while it starts', async () => {
    start({ REDIS_URL: 'redis://127.0.0.1:1' });
    await eventually(() => expect(messages()).toContain('redis connection failed'), {
      timeoutMs: 20_000,
    });
    app.child.kill('SIGTERM');
    expect((await app.exit()).code).toBe(0);
    expect(messages()).toContain('stopped');
  });

  it('names a taken port in one sentence and exits with 1', async () => {
    other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    start({ FIXTURE_PORT: String(port) });
    expect((await app.exit()).code).toBe(1);
    expect(app.stderr()).toBe(
      `fixture: 127.0.0.1:${port} is already in use; stop what listens there or choose another port.\n`,
    );
    expect(app.stdout()).toBe('');
  });

  it('names a failure of a module in one sentence and exits with 1', async () => {
    const redisUrl = 'redis://user:canary-p%2Fss@127.0.0.1:1';
    start({ FAIL_AT_START: 'true', CANARY_KEY: CANARY, REDIS_URL: redisUrl });
    expect((await app.exit()).code).toBe(1);
    const told = 'no luck with [redacted] at redis://[redacted]@127.0.0.1:1';
    expect(app.stderr()).toBe(`fixture: could not start: ${told}\n`);
  });

  it('tells every bad setting, never its value, and exits with 78', async () => {
    start({ FIXTURE_PORT: '4x', LOG_LEVEL: 'loud', HANG_ON_DESTROY: 'maybe', REDIS_URL: CANARY });
    expect((await app.exit()).code).toBe(78);
    const lines = app.stderr().trim().split('\n');
    const variables = lines.map(
      (line) => /^fixture: (\w+) must be .+ \(for example/.exec(line)?.[1],
    );
    expect(variables.sort()).toEqual(['FIXTURE_PORT', 'HANG_ON_DESTROY', 'LOG_LEVEL', 'REDIS_URL']);
    expect(app.stderr()).not.toMatch(/canary|loud|maybe|4x/);
    expect(app.stdout()).toBe('');
  });

  it('never tells a secret of its config', async () => {
    const redisUrl = 'redis://user:canary-p%2Fss@127.0.0.1:1';
    start({ CANARY_KEY: CANARY, REDIS_URL: redisUrl, LOG_LEVEL: 'debug' });
    const url = await app.url();
    const answer = await fetch(`${url}/tell`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('canary-');
    app.child.kill('SIGTERM');
    await app.exit();
    expect(app.stdout()).toContain('told [redacted] and');
    expect(app.stdout()).toContain('defect near [redacted]');
    expect(app.stdout() + app.stderr()).not.toMatch(/canary-7f3b|canary-p/);
  });

  it('loses no line at its exit', async () => {
    start({ LINES_AT_EXIT: '20000', SHUTDOWN_DELAY_MS: '0' });
    await app.url();
    app.child.kill('SIGTERM');
    await app.exit();
    const told = app.events().filter(({ msg }) => msg === 'last words');
    expect(told.map(({ line }) => line)).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1));
    expect(messages().at(-1)).toBe('stopped');
  });

  it('tells an error that nobody caught and exits with 1', async () => {
    start();
    await fetch(`${await app.url()}/crash`).catch(() => undefined);
    expect((await app.exit()).code).toBe(1);
    expect(app.events().at(-1)).toMatchObject({
      level: 'fatal',
      err: { message: 'nobody catches this', stack: expect.stringContaining('platform-app') },
    });
  });

  it('outlives its Redis, unready meanwhile', async () => {
    redis = await startRedis();
    start({ REDIS_URL: redis.url });
    const url = await app.url();
    const ready = async () => (await fetch(`${url}/health/ready`)).status;
    expect(await ready()).toBe(200);
    await redis.kill();
    await eventually(async () => expect(await ready()).toBe(503));
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await redis.restart();
    await eventually(async () => expect(await ready()).toBe(200));
    const told = ['ready', 'redis connection failed', 'redis connection restored'];
    await eventually(() => expect(messages()).toEqual(told));
    app.child.kill('SIGTERM');
    expect({ ...(await app.exit()), stderr: app.stderr() }).toMatchObject({ code: 0, stderr: '' });
  });
});
