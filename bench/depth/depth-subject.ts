import { join } from 'node:path';
import type { Stack } from '../../scripts/stack/stack.ts';
import { BackendLedger } from '../measure/backend-ledger.ts';
import { BatchIntake } from '../measure/batch-intake.ts';
import { redisConfig } from '../measure/bench-redis.ts';
import { OrderClient } from '../measure/order-client.ts';
import { QueueOperator } from '../measure/queue-operator.ts';
import { RedisControl } from '../measure/redis-control.ts';
import type { Resources } from '../measure/resources.ts';

export type DepthKey = 'empty' | 'deep';

export const CONNECTIONS = 64;

/** Fast and never busy, and many under way: what drains is what takes the time. */
const PROFILE = { latency: { kind: 'fixed', ms: 2 }, workers: null };
const ORDER_CONCURRENCY = '128';

/** Every command that takes longer is written down, in this Redis only. */
export const SLOW_FROM_MS = 0.5;
const SLOW_LOG = {
  'slowlog-log-slower-than': String(SLOW_FROM_MS * 1_000),
  'slowlog-max-len': '100000',
};

/** A whole stack whose worker is held, so that its queue is as deep as the benchmark wants it. */
export class DepthSubject {
  readonly key: DepthKey;
  readonly gatewayUrl: string;
  readonly ledger: BackendLedger;
  readonly redis: RedisControl;
  readonly queue: QueueOperator;
  readonly batches: BatchIntake;
  readonly client: OrderClient;
  /** Processes whose CPU time an accepted order costs. */
  readonly pids: readonly number[];

  private constructor(resources: Resources, key: DepthKey, stack: Stack) {
    this.key = key;
    this.gatewayUrl = stack.gatewayUrls[0] ?? '';
    this.ledger = new BackendLedger(stack.backendUrl);
    this.redis = new RedisControl(resources, stack.redisUrl);
    this.queue = new QueueOperator(this.gatewayUrl);
    this.batches = new BatchIntake(resources, this.gatewayUrl);
    this.client = new OrderClient(this.gatewayUrl, CONNECTIONS);
    resources.keep(() => this.client.close());
    this.pids = ['gateway', 'redis'].map((name) => stack.service(name).pid ?? 0);
  }

  static async start(resources: Resources, key: DepthKey, folder: string): Promise<DepthSubject> {
    const stack = await resources.stack({
      dataDir: join(folder, key),
      profile: PROFILE,
      // Room, and time, for every order: neither limit is the question.
      env: { QUEUE_LIMIT: '100000000', ORDER_TTL_MS: '86400000', ORDER_CONCURRENCY },
      redisConfig: { ...redisConfig('always'), ...SLOW_LOG },
    });
    const subject = new DepthSubject(resources, key, stack);
    await subject.queue.hold();
    await subject.redis.remember();
    return subject;
  }

  get intakeUrl(): string {
    return `${this.gatewayUrl}/v1/orders/async`;
  }

  /** Forgets every order; the queue stays held. */
  async empty(): Promise<void> {
    await this.redis.reset();
    await this.ledger.reset();
  }

  /** Holds the queue and waits for what was under way. */
  async hold(): Promise<void> {
    await this.queue.hold();
    await this.queue.settles();
  }
}
