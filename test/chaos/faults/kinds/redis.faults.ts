import type { FaultKind } from '../fault.ts';

/** What a fault claims that sets Redis' clock: its run needs a Redis of which that can be done. */
export const REDIS_CLOCK = 'redis clock';

const SMALLEST_MEMORY = '1mb';
const STEP_MS = 20 * 60_000;
/** Shorter and longer than a step is held in doubt: after that, deadlines are judged by the new time. */
const STEPPED_FOR_MS = [3_000, 9_000];
/** An answer of Redis comes sooner. */
const CLOCK_TOLERANCE_MS = 5_000;

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

/** Somebody sets the clock, and some seconds later sets it right: two steps, one in each direction. */
const steppedClock: FaultKind = {
  name: 'step redis clock',
  category: 'redis',
  draw: (random) => {
    const [byMs, durationMs] = [random.pick([-STEP_MS, STEP_MS]), random.pick(STEPPED_FOR_MS)];
    const direction = byMs < 0 ? 'back' : 'ahead';
    return {
      target: REDIS_CLOCK,
      durationMs,
      detail: `${STEP_MS / 60_000} min ${direction} for ${durationMs / 1_000} s`,
      claims: [REDIS_CLOCK],
      async play({ cluster, sleep }) {
        const { redisClock, probe } = cluster;
        if (!redisClock) return false;
        redisClock.set(byMs);
        try {
          await sleep(durationMs);
          const offMs = (await probe.timeMs()) - Date.now() - byMs;
          return Math.abs(offMs) < CLOCK_TOLERANCE_MS;
        } finally {
          redisClock.set(0);
        }
      },
    };
  },
};

export const REDIS_FAULTS: FaultKind[] = [stoppedRedis, fullMemory, steppedClock];
