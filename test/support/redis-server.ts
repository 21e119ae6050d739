import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REDIS_CONFIG } from '../../scripts/stack/redis-config.ts';
import { eventually } from './eventually';
import { freePort } from './free-port';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Process id of the server that runs now; for SIGSTOP and the like. */
  pid(): number | undefined;
  /** Ends it cleanly and removes its folder; harmless when it is already gone. */
  stop(): Promise<void>;
  /** SIGKILL; the data stays for {@link restart}. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data, ending it first if it still runs. */
  restart(): Promise<void>;
}

export interface TestRedisOptions {
  /** Further redis.conf directives, over those that ship. */
  config?: Record<string, string>;
}

const DEFAULTS: Record<string, string> = { bind: '127.0.0.1', ...REDIS_CONFIG };

/** A private redis-server on a free port in a folder of its own: tests never share one. */
export async function startRedis({ config = {} }: TestRedisOptions = {}): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-redis-'));
  let { child, port } = await launchOnFreePort(folder, { ...DEFAULTS, ...config });
  const kill = () => end(child, 'SIGKILL');
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => (isRunning(child) ? child.pid : undefined),
    kill,
    async stop() {
      await end(child, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
    async restart() {
      await end(child, 'SIGTERM');
      child = await launch(folder, port, { ...DEFAULTS, ...config });
    },
  };
}

/** Between the probe of a free port and redis' bind another process may take it: try again. */
async function launchOnFreePort(folder: string, config: Record<string, string>, triesLeft = 3) {
  const port = await freePort();
  try {
    return { port, child: await launch(folder, port, config) };
  } catch (error) {
    if (triesLeft <= 1) throw error;
    return launchOnFreePort(folder, config, triesLeft - 1);
  }
}

async function launch(folder: string, port: number, config: Record<string, string>) {
  const directives = Object.entries({ ...config, port: String(port), dir: folder });
  const args = directives.flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000)));
  }
  let spawnError: Error | undefined;
  child.once('error', (error) => (spawnError = error));
  await eventually(
    () => {
      if (spawnError) return;
      if (!isRunning(child)) return;
      return ping(port);
    },
    { timeoutMs: 15_000 },
  );
  if (spawnError || !isRunning(child)) {
    throw new Error(`redis-server did not start: ${spawnError?.message ?? output.trim()}`);
  }
  return child;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null && child.pid !== undefined;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  // A stopped (SIGSTOP) server would never see a SIGTERM.
  child.kill('SIGCONT');
  await exited;
}

/** Resolves when the server says PONG, which it does not while it is still loading its data. */
function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
    const fail = (reason: string) => {
      socket.destroy();
      reject(new Error(`redis-server on port ${port}: ${reason}`));
    };
    socket.once('error', (error) => fail(error.message));
    socket.once('timeout', () => fail('no answer'));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      if (!data.toString().startsWith('+PONG')) return fail(data.toString().trim());
      socket.destroy();
      resolve();
    });
  });
}
