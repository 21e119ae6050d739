import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { isRedisUnavailable, type Logger } from '@sluice/platform';
import type { ClientPolicies } from '@sluice/task-queue';
import type { Redis } from 'ioredis';
import type { ClientPolicy } from './client-policy';

/** Also in vain, should nothing have changed: whoever emptied Redis told nobody. */
const AGAIN_AFTER_MS = 30_000;

/** Where the policies in force come from: the key file, or nowhere without keys. */
export interface PolicySource {
  readonly clientPolicies: readonly ClientPolicy[];
  onRead(observer: () => void): void;
}

/** Tells the queue what each client may have, at the start and whenever it may have changed. */
export class PolicyPublisher implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: PolicySource,
    private readonly policies: ClientPolicies,
    redis: Redis,
    private readonly logger: Logger,
  ) {
    redis.on('ready', () => void this.publish());
    source.onRead(() => void this.publish());
  }

  async onModuleInit(): Promise<void> {
    await this.publish();
    this.timer = setInterval(() => void this.publish(), AGAIN_AFTER_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** While Redis is away there is nobody who could be told; its return is the next occasion. */
  private async publish(): Promise<void> {
    try {
      await this.policies.publish(this.source.clientPolicies);
    } catch (error) {
      if (!isRedisUnavailable(error)) this.logger.error({ err: error }, 'client policies not told');
    }
  }
}

/** Without keys nobody has a weight or a cap of his own. */
export const NO_POLICIES: PolicySource = { clientPolicies: [], onRead: () => undefined };
