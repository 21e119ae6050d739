import { Inject, Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Gauge } from 'prom-client';
import { COMMAND_REDIS } from '../redis/redis.module';
import { METRICS_PREFIX, MetricsRegistry } from './metrics-registry';

/**
 * How long Redis takes to answer, asked once per scrape: timing every command would cost each one.
 * Nothing is registered in an app without Redis.
 */
@Injectable()
export class RedisLatencyMetric implements OnModuleInit {
  private probing: Promise<void> | undefined;

  constructor(
    private readonly registry: MetricsRegistry,
    @Optional() @Inject(COMMAND_REDIS) private readonly redis?: Redis,
  ) {}

  onModuleInit(): void {
    if (this.redis) this.register(this.redis);
  }

  private register(redis: Redis): void {
    const collect = () => (this.probing ??= probe(redis, up, latency).finally(() => this.end()));
    const up = this.gauge('redis_up', 'Whether Redis answered the ping of this scrape', collect);
    const help = 'How long Redis took to answer the last ping that it answered';
    const latency = this.gauge('redis_ping_seconds', help, collect);
  }

  private gauge(name: string, help: string, collect: () => Promise<void>): Gauge {
    return new Gauge({
      name: `${METRICS_PREFIX}${name}`,
      help,
      collect,
      registers: [this.registry],
    });
  }

  private end(): void {
    this.probing = undefined;
  }
}

async function probe(redis: Redis, up: Gauge, latency: Gauge): Promise<void> {
  const startedAtMs = performance.now();
  const answered = await redis.ping().then(
    () => true,
    () => false,
  );
  if (answered) latency.set((performance.now() - startedAtMs) / 1000);
  up.set(answered ? 1 : 0);
}
