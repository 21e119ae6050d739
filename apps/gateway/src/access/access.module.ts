import { type DynamicModule, Inject, Module, Optional, type Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { COMMAND_REDIS, Logger } from '@sluice/platform';
import { ClientPolicies } from '@sluice/task-queue';
import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { GatewayConfig } from '../gateway.config';
import { AccessGate } from './access-gate';
import { AccessMetrics } from './access.metrics';
import { AccessPolicy } from './access-policy';
import { ApiKeys } from './keys/api-keys';
import { KeyFileWatch } from './keys/key-file.watch';
import { KeyPolicy } from './keys/key-policy';
import { NO_POLICIES, PolicyPublisher } from './keys/policy-publisher';
import { LocalPolicy } from './local/local-policy';
import { ClientQuotas } from './quota/client-quotas';
import { QuotaGate } from './quota/quota-gate';
import { RedisQuotaDesk } from './quota/redis-quota-desk';

/** Who may ask for what. */
@Module({})
export class AccessModule {
  /** The routes are registered after the modules are made, so every one of them meets the gate. */
  constructor(
    @Inject(HttpAdapterHost) { httpAdapter }: HttpAdapterHost,
    accessGate: AccessGate,
    @Optional() quotaGate?: QuotaGate,
  ) {
    const instance = httpAdapter.getInstance<FastifyInstance>();
    accessGate.standBefore(instance);
    quotaGate?.standBefore(instance);
  }

  /** @throws ConfigError when `API_KEYS_FILE` is bad */
  static forRoot(config: Readonly<GatewayConfig>): DynamicModule {
    return {
      module: AccessModule,
      providers: [
        AccessMetrics,
        {
          provide: AccessGate,
          inject: [AccessPolicy, AccessMetrics, Logger],
          useFactory: (policy: AccessPolicy, metrics: AccessMetrics, logger: Logger) =>
            new AccessGate(policy, metrics, logger),
        },
        ...policyProviders(config),
        {
          provide: PolicyPublisher,
          inject: [COMMAND_REDIS, Logger, { token: ApiKeys, optional: true }],
          useFactory: (redis: Redis, logger: Logger, keys?: ApiKeys) => {
            const policies = new ClientPolicies(redis, config.partitions);
            return new PolicyPublisher(keys ?? NO_POLICIES, policies, redis, logger);
          },
        },
        ...quotaProviders(config),
      ],
    };
  }
}

function policyProviders({ apiKeysFile, gatewayHost }: GatewayConfig): Provider[] {
  if (apiKeysFile === undefined) {
    return [{ provide: AccessPolicy, useValue: new LocalPolicy(gatewayHost) }];
  }
  const keys = new ApiKeys(apiKeysFile);
  return [
    { provide: ApiKeys, useValue: keys },
    { provide: AccessPolicy, useValue: new KeyPolicy(keys) },
    {
      provide: KeyFileWatch,
      inject: [Logger],
      useFactory: (logger: Logger) => new KeyFileWatch(keys, logger),
    },
  ];
}

function quotaProviders({ quotaRequests, quotaWindowS }: GatewayConfig): Provider[] {
  if (quotaRequests === undefined) return [];
  const useFactory = (redis: Redis, metrics: AccessMetrics) => {
    const desk = new RedisQuotaDesk(redis, quotaRequests, quotaWindowS * 1000);
    const limit = { requests: quotaRequests, windowS: quotaWindowS };
    return new QuotaGate(new ClientQuotas(desk), limit, metrics);
  };
  return [{ provide: QuotaGate, inject: [COMMAND_REDIS, AccessMetrics], useFactory }];
}
