import { Inject, Injectable } from '@nestjs/common';
import { ORDER_PRIORITIES } from '@sluice/contracts';
import {
  CALLBACKS,
  ORDERS,
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

/** The series of one scrape are collected one after the other; they share what was read for the first. */
const SAME_SCRAPE_MS = 100;

/** A series over a queue's depth. */
interface DepthSeries {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly show: (gauge: Gauge, depth: QueueDepth) => void;
}

const ORDER_SERIES: readonly DepthSeries[] = [
  {
    name: 'queue_orders',
    help: 'Orders by state: queued, processing, failed',
    labels: ['state'],
    show: showStates,
  },
  {
    name: 'queue_oldest_age_seconds',
    help: 'Age of the oldest queued order',
    show: (gauge, { oldestAgeMs }) => gauge.set(oldestAgeMs / 1000),
  },
  {
    name: 'queue_priority_orders',
    help: 'Orders that wait, by priority',
    labels: ['priority'],
    show: (gauge, { byPriority }) => {
      for (const priority of ORDER_PRIORITIES) gauge.set({ priority }, byPriority[priority].queued);
    },
  },
  {
    name: 'queue_priority_oldest_age_seconds',
    help: 'Age of the oldest waiting order, by priority',
    labels: ['priority'],
    show: (gauge, { byPriority }) => {
      for (const priority of ORDER_PRIORITIES) {
        gauge.set({ priority }, byPriority[priority].oldestAgeMs / 1000);
      }
    },
  },
  {
    name: 'queue_active_lanes',
    help: 'Lanes in which something waits: clients by priority, and their retries',
    show: (gauge, { activeLanes }) => gauge.set(activeLanes),
  },
  {
    name: 'queue_scheduled_orders',
    help: 'Queued orders whose not-before is to come',
    show: (gauge, { scheduled }) => gauge.set(scheduled),
  },
  {
    name: 'queue_paused',
    help: '1 while an operator has the queue paused',
    show: (gauge, { paused }) => gauge.set(paused ? 1 : 0),
  },
];

const CALLBACK_SERIES: readonly DepthSeries[] = [
  {
    name: 'callback_queue_deliveries',
    help: 'Callbacks by state: queued, processing, failed',
    labels: ['state'],
    show: showStates,
  },
  {
    name: 'callback_queue_oldest_age_seconds',
    help: 'Age of the oldest queued callback',
    show: (gauge, { oldestAgeMs }) => gauge.set(oldestAgeMs / 1000),
  },
];

/** The queues' depth and age, read when Prometheus asks; without Redis the series are left out. */
@Injectable()
export class QueueMetrics {
  constructor(
    private readonly registry: MetricsRegistry,
    @Inject(COMMAND_REDIS) private readonly redis: Redis,
    private readonly config: GatewayConfig,
  ) {
    this.watch(ORDERS, ORDER_SERIES);
    this.watch(CALLBACKS, CALLBACK_SERIES);
    if (config.metricsPerClient) this.watchClients();
  }

  private watch(kind: TaskKind, all: readonly DepthSeries[]): void {
    const { redis, config } = this;
    const read = oncePerScrape(() => readQueueDepth(redis, kind, config.partitions));
    for (const { name, help, labels = [], show } of all) {
      new Gauge({
        name: `${METRICS_PREFIX}${name}`,
        help,
        labelNames: [...labels],
        registers: [this.registry],
        async collect() {
          this.reset();
          const depth = await read();
          if (depth) show(this, depth);
          else this.remove();
        },
      });
    }
  }

  /** Of the first clients there are: an unbounded label would be a fault of its own. */
  private watchClients(): void {
    const { redis, config } = this;
    const read = oncePerScrape(() => readClientDepths(redis, MOST_CLIENTS, config.partitions));
    new Gauge({
      name: `${METRICS_PREFIX}client_queue_orders`,
      help: `Orders that wait, by client; of at most ${MOST_CLIENTS} of them`,
      labelNames: ['client'],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [client, queued] of (await read()) ?? []) this.set({ client }, queued);
      },
    });
  }
}

function showStates(gauge: Gauge, depth: QueueDepth): void {
  for (const state of DEPTH_STATES) gauge.set({ state }, depth[state]);
}

/** Null while it cannot be read. */
function oncePerScrape<T>(read: () => Promise<T>): () => Promise<T | null> {
  let readAtMs = -Infinity;
  let latest: Promise<T | null> = Promise.resolve(null);
  return () => {
    if (performance.now() - readAtMs < SAME_SCRAPE_MS) return latest;
    readAtMs = performance.now();
    latest = read().catch(() => null);
    return latest;
  };
}
