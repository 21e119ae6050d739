import type { Provider } from '@nestjs/common';
import { AuthClient } from '@sluice/backend-client';
import { UnlinkingLifecycle, UnlinkingProgress } from '@sluice/order-lifecycle';
import { COMMAND_REDIS, Logger, MetricsRegistry } from '@sluice/platform';
import type { Redis } from 'ioredis';
import { broadcastController } from '../tasks/broadcast-controller';
import { CUTOFF } from '../tasks/cutoff';
import { IntakeGate } from '../tasks/intake-gate';
import { LeaseKeeper } from '../tasks/lease-keeper';
import { OutcomeWriter } from '../tasks/outcome-writer';
import { RetryPolicy } from '../tasks/retry-policy';
import { TaskRunner } from '../tasks/task-runner.port';
import { WorkerConfig } from '../worker.config';
import { MembersUnlinker } from './members-unlinker';
import { UnlinkingMetrics } from './unlinking-metrics';
import { UnlinkingRunner } from './unlinking-runner';

/** About an hour and a half of trying: nobody waits, but a link that should be gone is a risk. */
const RETRIES = { attempts: 100, retryBaseMs: 500, retryCapMs: 120_000 };

/** Of one call; the auth service is nearer than a backend that works on orders. */
const CALL_TIMEOUT_MS = 10_000;

/** One attempt at a task, from its job to its record. */
export const UNLINKING_PROVIDERS: Provider[] = [
  { provide: IntakeGate, useFactory: () => new IntakeGate() },
  { provide: CUTOFF, useFactory: broadcastController },
  ...[UnlinkingLifecycle, UnlinkingProgress].map(overRedis),
  {
    provide: UnlinkingMetrics,
    inject: [MetricsRegistry],
    useFactory: (registry: MetricsRegistry) => new UnlinkingMetrics(registry),
  },
  {
    provide: LeaseKeeper,
    inject: [UnlinkingLifecycle, WorkerConfig, Logger],
    useFactory: (...deps: ConstructorParameters<typeof LeaseKeeper>) => beatingLeases(...deps),
  },
  {
    provide: MembersUnlinker,
    inject: [AuthClient, UnlinkingProgress, UnlinkingMetrics, CUTOFF],
    useFactory: (
      auth: AuthClient,
      progress: UnlinkingProgress,
      metrics: UnlinkingMetrics,
      { signal: cutoff }: AbortController,
    ) => new MembersUnlinker(auth, progress, metrics, { timeoutMs: CALL_TIMEOUT_MS, cutoff }),
  },
  {
    provide: OutcomeWriter,
    inject: [UnlinkingLifecycle, CUTOFF],
    useFactory: (lifecycle: UnlinkingLifecycle, { signal }: AbortController) =>
      new OutcomeWriter(lifecycle, signal),
  },
  {
    provide: TaskRunner,
    inject: [IntakeGate, LeaseKeeper, MembersUnlinker, OutcomeWriter, Logger],
    useFactory: runnerOf,
  },
];

function overRedis(Type: new (redis: Redis) => object): Provider {
  return { provide: Type, inject: [COMMAND_REDIS], useFactory: (redis: Redis) => new Type(redis) };
}

function beatingLeases(...deps: ConstructorParameters<typeof LeaseKeeper>): LeaseKeeper {
  const leases = new LeaseKeeper(...deps);
  leases.start();
  return leases;
}

function runnerOf(
  gate: IntakeGate,
  leases: ConstructorParameters<typeof UnlinkingRunner>[1],
  unlinker: MembersUnlinker,
  writer: OutcomeWriter,
  logger: Logger,
): UnlinkingRunner {
  const steps = { unlinker, writer, policy: new RetryPolicy(RETRIES) };
  return new UnlinkingRunner(gate, leases, steps, logger);
}
