import type { Redis } from 'ioredis';
import { type Durability, durabilityFaults } from './durability';
import { readRedisPolicy } from './read-redis-policy';

/** How old an answer may be; settings of Redis change seldom, replicas come and go. */
const REFRESH_MS = 5_000;

/** Keeps an eye on whether Redis keeps the promise that a 202 makes. */
export class DurabilityWatch {
  private faults: string[] = [];
  private readAtMs = -Infinity;
  private quorum = 1;

  constructor(
    private readonly redis: Redis,
    readonly durability: Durability,
  ) {}

  /**
   * Replicas to wait for before an answer promises anything: as many as Redis wants for a write
   * (`min-replicas-to-write`), so that one which stands still costs nothing; 0 unless `replicated`.
   */
  get replicasToWaitFor(): number {
    return this.durability === 'replicated' ? this.quorum : 0;
  }

  /** What breaks the promise now; empty when nothing does. Rejects when Redis does not answer. */
  async check(): Promise<string[]> {
    if (performance.now() - this.readAtMs >= REFRESH_MS) await this.refresh();
    return this.faults;
  }

  private async refresh(): Promise<void> {
    const policy = await readRedisPolicy(this.redis);
    this.quorum = Math.max(1, policy.minReplicasToWrite);
    this.faults = durabilityFaults(this.durability, policy);
    this.readAtMs = performance.now();
  }
}
