import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpRequest } from '../../scripts/stack/http-request.ts';
import { eventually } from '../support/eventually';
import {
  recordedProcesses,
  StartCommand,
  startPorts,
  stillAlive,
  type StartPorts,
} from './start-command';

jest.setTimeout(120_000);

const EVERYBODY = ['gateway', 'mock-backend', 'order-worker', 'redis', 'supervisor'];

describe('npm start', () => {
  let dataDir: string;
  let ports: StartPorts;
  let commands: StartCommand[];

  const start = (env: Record<string, string> = {}): StartCommand => {
    const command = new StartCommand({ DATA_DIR: dataDir, ...ports, ...env });
    commands.push(command);
    return command;
  };
  const gateway = () => `http://127.0.0.1:${ports.GATEWAY_PORT}`;
  const backend = () => `http://127.0.0.1:${ports.BACKEND_PORT}`;
  const submit = async (orderNumber: string) => {
    const json = { orderNumber, items: [{ sku: 'book', quantity: 1, unitPrice: 1 }] };
    const answer = await httpRequest(`${gateway()}/v1/orders/async`, { method: 'POST', json });
    expect(answer.status).toBe(202);
    return `${gateway()}/v1/orders/${(JSON.parse(answer.body) as { id: string }).id}`;
  };
  const statusOf = async (url: string) =>
    (JSON.parse((await httpRequest(url)).body) as { status: string }).status;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'sluice-start-'));
    ports = await startPorts();
    commands = [];
  });

  afterEach(async () => {
    for (const command of commands) command.signal('SIGTERM');
    await Promise.all(commands.map((command) => command.exitCode()));
    rmSync(dataDir, { recursive: true });
  });

  it('serves, keeps its data over a restart, and Ctrl-C leaves nothing behind', async () => {
    const first = start();
    await first.ready();
    const order = await submit('A-1');
    await eventually(async () => expect(await statusOf(order)).toBe('completed'));
    const processes = recordedProcesses(dataDir);
    expect(Object.keys(processes).sort()).toEqual(EVERYBODY);
    first.signal('SIGINT');
    expect(await first.exitCode()).toBe(0);
    expect(stillAlive(processes)).toEqual([]);
    await start().ready();
    expect(await statusOf(order)).toBe('completed');
    expect(JSON.parse((await httpRequest(`${backend()}/orders/count`)).body)).toEqual({ count: 1 });
  });

  it('brings back whatever dies, and says so', async () => {
    const command = start();
    await command.ready();
    for (const name of ['gateway', 'order-worker', 'mock-backend', 'redis']) {
      const victim = recordedProcesses(dataDir)[name];
      process.kill(victim?.pid ?? 0, 'SIGKILL');
      await command.says(`! ${name.padEnd(15)} died (SIGKILL)`);
      await command.says(`✓ ${name.padEnd(15)} back on`);
      expect(recordedProcesses(dataDir)[name]?.pid).not.toBe(victim?.pid);
    }
    const order = await eventually(() => submit('A-1'));
    await eventually(async () => expect(await statusOf(order)).toBe('completed'), {
      timeoutMs: 30_000,
    });
  });

  it('takes over what a killed supervisor left', async () => {
    const first = start();
    await first.ready();
    const order = await submit('A-1');
    const processes = recordedProcesses(dataDir);
    process.kill(processes['supervisor']?.pid ?? 0, 'SIGKILL');
    await first.exitCode();
    expect(stillAlive(processes)).toContain('redis');
    const second = start();
    await second.ready();
    expect(second.output).toMatch(/✓ reclaimed .*redis/);
    expect(stillAlive(processes)).toEqual([]);
    await eventually(async () => expect(await statusOf(order)).toBe('completed'), {
      timeoutMs: 30_000,
    });
  });

  it('ends at once at a second Ctrl-C', async () => {
    const command = start({ SHUTDOWN_DELAY_MS: '8000', SHUTDOWN_GRACE_MS: '60000' });
    await command.ready();
    const processes = recordedProcesses(dataDir);
    command.signal('SIGINT');
    await command.says('Stopping');
    // Under 0.4 s apart they would count as one press, forwarded twice.
    await new Promise((resolve) => setTimeout(resolve, 500));
    command.signal('SIGINT');
    expect(await command.exitCode()).toBe(130);
    expect(stillAlive(processes)).toEqual([]);
  });

  it('refuses a second start on the same data', async () => {
    await start().ready();
    const second = start();
    expect(await second.exitCode()).toBe(1);
    expect(second.output).toContain('Sluice is already running on this data folder');
  });

  it('says who has a port that it needs', async () => {
    const blocker = await listen(Number(ports.WORKER_PORT));
    const command = start();
    expect(await command.exitCode()).toBe(1);
    expect(command.output).toMatch(
      new RegExp(`Port ${ports.WORKER_PORT} for the order-worker is taken.*: stop what listens`),
    );
    await new Promise((resolve) => blocker.close(resolve));
  });

  it.each([
    ['an app', { SYNC_TIMEOUT_MS: 'abc' }, 'gateway', 'SYNC_TIMEOUT_MS must be'],
    ['the supervisor', { WORKERS: 'many' }, 'start', 'WORKERS must be a whole number'],
  ])('says what is wrong with a setting of %s, and stops', async (_whose, env, name, sentence) => {
    const command = start(env);
    expect(await command.exitCode()).toBe(78);
    expect(command.output).toContain(`✗ ${name.padEnd(15)} ${sentence}`);
    expect(command.output).not.toMatch(/died|Sluice is ready/);
  });

  it('says where it looked for a Redis', async () => {
    const command = start({ REDIS_URL: 'redis://:secret@127.0.0.1:1' });
    expect(await command.exitCode()).toBe(1);
    expect(command.output).toContain('REDIS_URL: no usable Redis at 127.0.0.1:1');
    expect(command.output).not.toContain('secret');
  });
});

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
}
