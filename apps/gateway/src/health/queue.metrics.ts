import { Inject, Injectable } from '@nestjs/common';
import {
  CALLBACKS,
  ORDERS,
  type QueueDepth,
  readQueueDepth,
  type TaskKind,
} from '@sluice/order-lifecycle';
import { COMMAND_REDIS, METRICS_PREFIX, MetricsRegistry } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { Gauge } from 'prom-client';

const DEPTH_STATES = ['queued', 'processing', 'failed'] as const;

/** How a queue's series are called. */
interface QueueSeries {
  readonly kind: TaskKind;
  readonly depth: string;
  readonly age: string;
  readonly tasks: string;
}

const SERIES: readonly QueueSeries[] = [
  { kind: ORDERS, depth: 'queue_orders', age: 'queue_oldest_age_seconds', tasks: 'order' },
  {
    kind: CALLBACKS,
    depth: 'callback_queue_deliveries',
    age: 'callback_queue_oldest_age_seconds',
    tasks: 'callback',
  },
];

/** The queues' depth and age, read when Prometheus asks; without Redis the series are left out. */
@Injectable()
export class QueueMetrics {
  constructor(registry: MetricsRegistry, @Inject(COMMAND_REDIS) redis: Redis) {
    for (const series of SERIES) watch(series, registry, redis);
  }
}

function watch({ kind, depth, age, tasks }: QueueSeries, registry: MetricsRegistry, redis: Redis) {
  const registers = [registry];
  const ageOf = new Gauge({
    name: `${METRICS_PREFIX}${age}`,
    help: `Age of the oldest queued ${tasks}`,
    registers,
  });
  new Gauge({
    name: `${METRICS_PREFIX}${depth}`,
    help: `${tasks[0]?.toUpperCase()}${tasks.slice(1)}s by state: queued, processing, failed`,
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      ageOf.reset();
      const now = await depthOrNothing(redis, kind);
      if (!now) return;
      for (const state of DEPTH_STATES) this.set({ state }, now[state]);
      ageOf.set(now.oldestAgeMs / 1000);
    },
  });
}

async function depthOrNothing(redis: Redis, kind: TaskKind): Promise<QueueDepth | null> {
  try {
    return await readQueueDepth(redis, kind);
  } catch {
    return null;
  }
}
