import { join } from 'node:path';
import type { Stack } from '../../scripts/stack/stack.ts';
import { BackendLedger } from '../measure/backend-ledger.ts';
import { RedisControl, redisConfig } from '../measure/bench-redis.ts';
import { QueueOperator } from '../measure/queue-operator.ts';
import type { Resources } from '../measure/resources.ts';

export type DepthKey = 'empty' | 'deep';

/** A whole stack whose worker is held, so that its queue is as deep as the benchmark wants it. */
export class DepthSubject {
  readonly key: DepthKey;
  readonly gatewayUrl: string;
  readonly ledger: BackendLedger;
  readonly redis: RedisControl;
  /** Processes whose CPU time an accepted order costs. */
  readonly pids: readonly number[];

  private constructor(key: DepthKey, stack: Stack, redis: RedisControl) {
    this.key = key;
    this.gatewayUrl = stack.gatewayUrls[0] ?? '';
    this.ledger = new BackendLedger(stack.backendUrl);
    this.redis = redis;
    this.pids = ['gateway', 'redis'].map((name) => stack.service(name).pid ?? 0);
  }

  static async start(resources: Resources, key: DepthKey, folder: string): Promise<DepthSubject> {
    const stack = await resources.stack({
      dataDir: join(folder, key),
      profile: 'steady',
      // Room, and time, for every order: neither limit is the question.
      env: { QUEUE_LIMIT: '100000000', ORDER_TTL_MS: '86400000' },
      redisConfig: redisConfig('always'),
    });
    const subject = new DepthSubject(key, stack, new RedisControl(resources, stack.redisUrl));
    await subject.hold();
    return subject;
  }

  get intakeUrl(): string {
    return `${this.gatewayUrl}/v1/orders/async`;
  }

  hold(): Promise<void> {
    return commandQueue(this.gatewayUrl, 'pause');
  }

  release(): Promise<void> {
    return commandQueue(this.gatewayUrl, 'resume');
  }

  waiting(): Promise<number> {
    return this.redis.waiting('{sluice}:orders');
  }

  /** Forgets every order and holds the queue anew; what was forgotten included the hold. */
  async empty(): Promise<void> {
    await this.redis.flush();
    await this.hold();
    await this.ledger.reset();
  }
}
