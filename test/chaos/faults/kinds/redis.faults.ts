import type { FaultKind } from '../fault.ts';

const SMALLEST_MEMORY = '1mb';

const stoppedRedis: FaultKind = {
  name: 'stop redis',
  category: 'redis',
  draw: () => {
    const durationMs = 10_000;
    return {
      target: 'redis',
      durationMs,
      detail: `SIGSTOP for ${durationMs / 1_000} s`,
      claims: ['redis'],
      async play({ cluster, sleep }) {
        const { service } = cluster.redis;
        service.kill('SIGSTOP');
        await sleep(durationMs);
        return service.kill('SIGCONT');
      },
    };
  },
};

/** Every write is refused, while reads go on. */
const fullMemory: FaultKind = {
  name: 'redis memory full',
  category: 'redis',
  draw: (random) => {
    const durationMs = random.integer(3, 7) * 1_000;
    return {
      target: 'redis',
      durationMs,
      detail: `maxmemory below what is used for ${durationMs / 1_000} s`,
      claims: ['redis'],
      async play({ cluster, sleep }) {
        await cluster.probe.configure('maxmemory', SMALLEST_MEMORY);
        await sleep(durationMs);
        await cluster.probe.configure('maxmemory', '0');
        return true;
      },
    };
  },
};

export const REDIS_FAULTS: FaultKind[] = [stoppedRedis, fullMemory];
