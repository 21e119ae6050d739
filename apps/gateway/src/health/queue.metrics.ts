import { Inject, Injectable } from '@nestjs/common';
import { type QueueDepth, readQueueDepth } from '@sluice/order-lifecycle';
import { COMMAND_REDIS, MetricsRegistry } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { Gauge } from 'prom-client';

const DEPTH_STATES = ['queued', 'processing', 'failed'] as const;

/** The queue's depth and age, read when Prometheus asks; without Redis the series are left out. */
@Injectable()
export class QueueMetrics {
  constructor(registry: MetricsRegistry, @Inject(COMMAND_REDIS) redis: Redis) {
    const registers = [registry];
    const ageOf = new Gauge({
      name: 'sluice_queue_oldest_age_seconds',
      help: 'Age of the oldest queued order',
      registers,
    });
    new Gauge({
      name: 'sluice_queue_orders',
      help: 'Orders by state: queued, processing, failed',
      labelNames: ['state'],
      registers,
      async collect() {
        this.reset();
        ageOf.reset();
        const depth = await depthOrNothing(redis);
        if (!depth) return;
        for (const state of DEPTH_STATES) this.set({ state }, depth[state]);
        ageOf.set(depth.oldestAgeMs / 1000);
      },
    });
  }
}

async function depthOrNothing(redis: Redis): Promise<QueueDepth | null> {
  try {
    return await readQueueDepth(redis);
  } catch {
    return null;
  }
}
