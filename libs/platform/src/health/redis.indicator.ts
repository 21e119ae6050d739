import { Inject, Injectable, Optional } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { Redis } from 'ioredis';
import { COMMAND_REDIS } from '../redis/redis.module';

/** Shorter than a probe's usual patience, or the prober would give up before it is told. */
const PING_TIMEOUT_MS = 900;

/** `redis`: up when it answers a ping within 0.9 s. Absent in an app without Redis. */
@Injectable()
export class RedisHealthIndicator {
  constructor(
    private readonly health: HealthIndicatorService,
    @Optional() @Inject(COMMAND_REDIS) private readonly redis?: Redis,
  ) {}

  /** Never throws; where Redis is stays untold, the answer is for everybody. */
  async check(): Promise<HealthIndicatorResult> {
    if (!this.redis) return {};
    const session = this.health.check('redis');
    const startedAtMs = performance.now();
    const answered = await answersWithin(this.redis, PING_TIMEOUT_MS);
    if (!answered) return session.down({ reason: 'no answer', code: 'queue-unavailable' });
    return session.up({ pingMs: Number((performance.now() - startedAtMs).toFixed(2)) });
  }
}

async function answersWithin(redis: Redis, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const answer = redis.ping().then(
    () => true,
    () => false,
  );
  const answered = await Promise.race([answer, timeout]);
  clearTimeout(timer);
  return answered;
}
