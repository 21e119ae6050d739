import { readdirSync, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { Stack } from '../stack/stack.ts';

/** What is in use at one moment: `gateway memory MB`, `redis keys`, … */
export type Resources = Record<string, number>;

const KIB_PER_MB = 1_000;
const INTERVAL_MS = 2_000;

/** Looks at what the stack's processes and its Redis hold, until it is told to stop. */
export class ResourceWatch {
  private readonly stack: Stack;
  private readonly redis: Redis;
  private readonly timer: NodeJS.Timeout;
  private readonly seen: Resources[] = [];

  constructor(stack: Stack) {
    this.stack = stack;
    this.redis = new Redis(stack.redisUrl);
    // Redis may be gone before us when everything is stopped in haste.
    this.redis.on('error', () => undefined);
    this.timer = setInterval(() => void this.look(), INTERVAL_MS);
  }

  stop(): Resources[] {
    clearInterval(this.timer);
    this.redis.disconnect();
    return this.seen;
  }

  private async look(): Promise<void> {
    try {
      const ofProcesses = this.stack.services.flatMap(({ name, pid }) => processUse(name, pid));
      const keys = await this.redis.dbsize();
      this.seen.push({ ...Object.fromEntries(ofProcesses), 'redis keys': keys });
    } catch {
      // One look less; how things grow shows over many.
    }
  }
}

function processUse(name: string, pid: number | undefined): [string, number][] {
  if (pid === undefined || process.platform !== 'linux') return [];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return [
    [`${name} memory MB`, kib / KIB_PER_MB],
    [`${name} handles`, readdirSync(`/proc/${pid}/fd`).length],
  ];
}

/**
 * Mean of the second and of the last quarter of the time: the first one is for warming up, and what
 * still grows between the other two goes on growing.
 */
export function growth(seen: readonly Resources[]): Record<string, number> {
  const quarter = Math.floor(seen.length / 4);
  if (quarter === 0) return {};
  const early = seen.slice(quarter, 2 * quarter);
  const late = seen.slice(-quarter);
  return Object.fromEntries(
    Object.keys(late[0] ?? {}).flatMap((name) => [
      [`${name}, second quarter`, meanOf(early, name)],
      [`${name}, last quarter`, meanOf(late, name)],
    ]),
  );
}

function meanOf(seen: readonly Resources[], name: string): number {
  return seen.reduce((sum, one) => sum + (one[name] ?? 0), 0) / seen.length;
}
