import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../test/support/eventually.ts';
import { freePorts } from './free-ports.ts';
import { httpRequest } from './http-request.ts';
import { PROJECT_FOLDER } from './project.ts';
import { reclaimLeftovers } from './run-records.ts';
import { ServiceStartError } from './service.ts';
import type { StackEvent } from './stack-event.ts';
import { startStack, type Stack, type StackOptions } from './stack.ts';

const STUB = join(PROJECT_FOLDER, 'scripts', 'stack', 'stub-app.fixture.mjs');
const STUBS = { gateway: STUB, 'order-worker': STUB, 'mock-backend': STUB };

describe('startStack', () => {
  const stacks: Stack[] = [];
  const start = async (options: StackOptions = {}): Promise<Stack> => {
    const stack = await startStack({ entries: STUBS, ...options });
    stacks.push(stack);
    return stack;
  };

  afterEach(async () => {
    await Promise.all(stacks.splice(0).map((stack) => stack.stop({ force: true })));
  });

  it('runs the asked number of each app, tells them of each other, and leaves nothing', async () => {
    const stack = await start({ gateways: 2, workers: 3, env: { LOG_LEVEL: 'warn' } });
    expect([stack.gatewayUrls.length, stack.workerUrls.length]).toEqual([2, 3]);
    const { settings } = await look(stack.gatewayUrls[1]);
    expect(settings).toMatchObject({
      REDIS_URL: stack.redisUrl,
      BACKEND_URL: stack.backendUrl,
      LOG_LEVEL: 'warn',
    });
    await stack.stop();
    expect(stack.services.filter(({ running }) => running)).toEqual([]);
    expect(existsSync(stack.dataDir)).toBe(false);
  });

  it("takes no setting from its caller's shell", async () => {
    process.env['SYNC_TIMEOUT_MS'] = '1';
    const stack = await start();
    delete process.env['SYNC_TIMEOUT_MS'];
    expect((await look(stack.gatewayUrls[0])).settings).not.toHaveProperty('SYNC_TIMEOUT_MS');
  });

  it('uses a given Redis, backend and first port', async () => {
    const [port = 0] = await freePorts(1);
    const stack = await start({
      redisUrl: 'redis://127.0.0.1:1',
      backendUrl: 'http://127.0.0.1:2',
      ports: { gateway: port },
    });
    expect(stack.services.map(({ name }) => name)).toEqual(['order-worker', 'gateway']);
    expect(stack.gatewayUrls).toEqual([`http://127.0.0.1:${port}`]);
  });

  it('says what an app said when it will not start, and stops the rest', async () => {
    const env = { STUB_EXIT_CODE: '78', STUB_LAST_WORDS: 'gateway: X must be set' };
    const events: StackEvent[] = [];
    const starting = start({ appEnv: { gateway: env }, onEvent: (event) => events.push(event) });
    const error = await starting.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ServiceStartError);
    expect(error).toMatchObject({ service: 'gateway', exit: { code: 78 } });
    expect((error as ServiceStartError).output).toContain('gateway: X must be set');
    expect(events.some(({ service }) => service.running)).toBe(false);
  });

  it('brings back what dies, on the same port and with its data', async () => {
    const events: string[] = [];
    const onEvent = ({ kind, service }: StackEvent) => events.push(`${kind} ${service.name}`);
    const stack = await start({ supervised: true, onEvent });
    for (const name of ['gateway', 'redis']) {
      const before = stack.service(name).pid;
      stack.service(name).kill('SIGKILL');
      await eventually(() => expect(events).toContain(`restarted ${name}`));
      expect(stack.service(name).pid).not.toBe(before);
    }
    await look(stack.gatewayUrls[0]);
  });

  it('gives up on an app that refuses its settings while it runs', async () => {
    const events: string[] = [];
    const stack = await start({
      supervised: true,
      env: { STUB_LATE_EXIT_CODE: '78' },
      onEvent: ({ kind, service }) => events.push(`${kind} ${service.name}`),
    });
    await httpRequest(`${stack.backendUrl}/exit`).catch(() => undefined);
    await eventually(() => expect(events).toContain('gave-up mock-backend'));
    expect(events).not.toContain('died mock-backend');
  });

  it('drains the intake first and Redis last', async () => {
    const stopped: string[] = [];
    const stack = await start({
      workers: 2,
      onEvent: ({ kind, service }) => kind === 'stopped' && stopped.push(service.spec.name),
    });
    await stack.stop();
    expect(stopped.map((name) => name.replace(/-\d$/, ''))).toEqual([
      'gateway',
      'order-worker',
      'order-worker',
      'mock-backend',
      'redis',
    ]);
  });

  it('ends what ignores the polite request', async () => {
    const stack = await start({
      appEnv: { gateway: { STUB_IGNORES_SIGTERM: 'true', SHUTDOWN_GRACE_MS: '-2900' } },
    });
    await stack.stop();
    expect(stack.service('gateway').running).toBe(false);
  });

  it('fails when the port of an app is taken', async () => {
    const [port = 0] = await freePorts(1);
    const blocker = await listen(port);
    await expect(start({ ports: { 'order-worker': port } })).rejects.toThrow('order-worker ended');
    await new Promise((resolve) => blocker.close(resolve));
  });
});

describe('reclaimLeftovers', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-reclaim-'));

  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('ends what a killed supervisor left, and nothing else', async () => {
    const stack = await startStack({ entries: STUBS, dataDir });
    expect(await reclaimLeftovers(mkdtempSync(join(dataDir, 'other-')))).toEqual([]);
    const [redis] = stack.services;
    const found = reclaimLeftovers(dataDir);
    // The stand-ins notice the end of their supervisor by their channel; here it is alive.
    await Promise.all(stack.services.slice(1).map((service) => service.stop()));
    expect((await found).sort()).toEqual(['gateway', 'mock-backend', 'order-worker', 'redis']);
    await redis?.ended();
    expect(stack.services.filter(({ running }) => running)).toEqual([]);
    expect(await reclaimLeftovers(dataDir)).toEqual([]);
  });
});

async function look(url = ''): Promise<{ pid: number; settings: Record<string, string> }> {
  const { body } = await httpRequest(url);
  return JSON.parse(body) as { pid: number; settings: Record<string, string> };
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
}
