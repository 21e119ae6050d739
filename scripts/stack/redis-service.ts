import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { REDIS_CONFIG } from './redis-config.ts';
import { Service } from './service.ts';

export interface RedisServiceOptions {
  /** Path of redis-server. */
  binary: string;
  port: number;
  dataDir: string;
  env: Record<string, string>;
  /** Further redis.conf directives, over {@link REDIS_CONFIG}. */
  config?: Record<string, string>;
}

/** The embedded Redis of a stack; its data lives in `<dataDir>/redis`. */
export function redisService({ binary, port, dataDir, env, config }: RedisServiceOptions): Service {
  const dir = join(dataDir, 'redis');
  mkdirSync(dir, { recursive: true });
  const directives = { bind: '127.0.0.1', ...REDIS_CONFIG, ...config, port: String(port), dir };
  return new Service({
    name: 'redis',
    command: binary,
    args: Object.entries(directives).flatMap(([name, value]) => [`--${name}`, value]),
    env,
    logFile: join(dataDir, 'logs', 'redis.log'),
    url: `redis://127.0.0.1:${port}`,
    isReady: () => answersPing(port),
    // Loading a large append-only file takes its time.
    readyTimeoutMs: 120_000,
    stopGraceMs: 15_000,
    ipc: false,
  });
}

/** Whether a Redis on this port says PONG, which it does not while it is still loading its data. */
export function answersPing(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const answer = (isReady: boolean) => {
      socket.destroy();
      resolve(isReady);
    };
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
  });
}
