import { readdirSync, readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { Stack } from '../stack/stack.ts';

/** What is in use at one moment: `gateway memory MB`, `redis keys`, … */
export interface ResourceLook {
  atMs: number;
  used: Record<string, number>;
}

const KIB_PER_MB = 1_000;
const INTERVAL_MS = 2_000;

/** Looks at what the stack's processes and its Redis hold, until it is told to stop. */
export class ResourceWatch {
  private readonly stack: Stack;
  private readonly redis: Redis;
  private readonly timer: NodeJS.Timeout;
  private readonly seen: ResourceLook[] = [];

  constructor(stack: Stack) {
    this.stack = stack;
    this.redis = new Redis(stack.redisUrl);
    // Redis may be gone before us when everything is stopped in haste.
    this.redis.on('error', () => undefined);
    this.timer = setInterval(() => void this.look(), INTERVAL_MS);
  }

  stop(): ResourceLook[] {
    clearInterval(this.timer);
    this.redis.disconnect();
    return this.seen;
  }

  private async look(): Promise<void> {
    try {
      const ofProcesses = this.stack.services.flatMap(({ name, pid }) => processUse(name, pid));
      const keys = await this.redis.dbsize();
      const used = { ...Object.fromEntries(ofProcesses), 'redis keys': keys };
      this.seen.push({ atMs: performance.now(), used });
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
