import { Inject, Injectable } from '@nestjs/common';
import {
  CALLBACKS,
  ORDERS,
  PRIORITIES,
  type QueueDepth,
  readClientDepths,
  readQueueDepth,
  type TaskKind,
} from '@sluice/task-queue';
import { COMMAND_REDIS, METRICS_PREFIX, MetricsRegistry } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { Gauge } from 'prom-client';
import { GatewayConfig } from '../gateway.config';

const DEPTH_STATES = ['queued', 'processing', 'failed'] as const;

/** Clients that get a series of their own, where that is asked for. */
const MOST_CLIENTS = 100;

/** How a queue's series are called. */
interface QueueSeries {
  readonly kind: TaskKind;
  readonly depth: string;
  readonly age: string;
  readonly tasks: string;
}

const ORDER_SERIES: QueueSeries = {
  kind: ORDERS,
  depth: 'queue_orders',
  age: 'queue_oldest_age_seconds',
  tasks: 'order',
};

const CALLBACK_SERIES: QueueSeries = {
  kind: CALLBACKS,
  depth: 'callback_queue_deliveries',
  age: 'callback_queue_oldest_age_seconds',
  tasks: 'callback',
};

/** The queues' depth and age, read when Prometheus asks; without Redis the series are left out. */
@Injectable()
export class QueueMetrics {
  constructor(
    private readonly registry: MetricsRegistry,
    @Inject(COMMAND_REDIS) private readonly redis: Redis,
    private readonly config: GatewayConfig,
  ) {
    const byPriority = this.priorityGauges();
    this.watch(ORDER_SERIES, byPriority);
    this.watch(CALLBACK_SERIES, []);
    if (config.metricsPerClient) this.watchClients();
  }

  /** Told along with the depth, so that all series of a scrape are of one moment. */
  private watch({ kind, depth, age, tasks }: QueueSeries, more: readonly DepthGauge[]): void {
    const { redis, config } = this;
    const ageOf = this.gauge(age, `Age of the oldest queued ${tasks}`);
    new Gauge({
      name: `${METRICS_PREFIX}${depth}`,
      help: `${tasks[0]?.toUpperCase()}${tasks.slice(1)}s by state: queued, processing, failed`,
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        ageOf.reset();
        for (const { gauge } of more) gauge.reset();
        const now = await orNothing(readQueueDepth(redis, kind, config.partitions));
        if (!now) return;
        for (const state of DEPTH_STATES) this.set({ state }, now[state]);
        ageOf.set(now.oldestAgeMs / 1000);
        for (const { gauge, show } of more) show(gauge, now);
      },
    });
  }

  private priorityGauges(): DepthGauge[] {
    const labels = ['priority'];
    return [
      {
        gauge: this.gauge('queue_priority_orders', 'Orders that wait, by priority', labels),
        show: (gauge, { byPriority }) => {
          for (const priority of PRIORITIES) gauge.set({ priority }, byPriority[priority].queued);
        },
      },
      {
        gauge: this.gauge(
          'queue_priority_oldest_age_seconds',
          'Age of the oldest waiting order, by priority',
          labels,
        ),
        show: (gauge, { byPriority }) => {
          for (const priority of PRIORITIES) {
            gauge.set({ priority }, byPriority[priority].oldestAgeMs / 1000);
          }
        },
      },
      {
        gauge: this.gauge('queue_active_lanes', 'Clients with orders to begin, by priority'),
        show: (gauge, { activeLanes }) => gauge.set(activeLanes),
      },
      {
        gauge: this.gauge('queue_scheduled_orders', 'Queued orders whose not-before is to come'),
        show: (gauge, { scheduled }) => gauge.set(scheduled),
      },
      {
        gauge: this.gauge('queue_paused', '1 while an operator has the queue paused'),
        show: (gauge, { paused }) => gauge.set(paused ? 1 : 0),
      },
    ];
  }

  /** Of the first clients there are: an unbounded label would be a fault of its own. */
  private watchClients(): void {
    const { redis, config } = this;
    new Gauge({
      name: `${METRICS_PREFIX}client_queue_orders`,
      help: `Orders that wait, by client; of at most ${MOST_CLIENTS} of them`,
      labelNames: ['client'],
      registers: [this.registry],
      async collect() {
        this.reset();
        const depths = await orNothing(readClientDepths(redis, MOST_CLIENTS, config.partitions));
        for (const [client, queued] of depths ?? []) this.set({ client }, queued);
      },
    });
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({
      name: `${METRICS_PREFIX}${name}`,
      help,
      labelNames,
      registers: [this.registry],
    });
  }
}

interface DepthGauge {
  readonly gauge: Gauge;
  readonly show: (gauge: Gauge, depth: QueueDepth) => void;
}

async function orNothing<T>(step: Promise<T>): Promise<T | null> {
  try {
    return await step;
  } catch {
    return null;
  }
}
