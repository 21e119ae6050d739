import { BullModule, getQueueToken } from '@nestjs/bull';
import type { DynamicModule, Provider } from '@nestjs/common';
import { isRedisUnavailable, Logger } from '@sluice/platform';
import type { WakeUpQueue } from '@sluice/task-queue';
import type { Queue, QueueOptions } from 'bull';
import { BullClients, type BullClientType } from './bull-clients';

/**
 * Bull's lock is a hint here, the lease in the task's record decides; so locks are short, and a bell
 * that stalls is put back however often it did.
 */
const SETTINGS = {
  lockDuration: 5_000,
  lockRenewTime: 1_500,
  stalledInterval: 2_500,
  maxStalledCount: 1_000_000,
  guardInterval: 1_000,
  retryProcessDelay: 500,
  drainDelay: 5,
};

/** Bull's queues of one kind of task. @param connection appears in `CLIENT LIST` and in log lines */
export function wakeUpQueues(
  queues: readonly WakeUpQueue[],
  { redisUrl }: { readonly redisUrl: string },
  connection: string,
): { imports: DynamicModule[]; providers: Provider[] } {
  const clients = new BullClients(redisUrl, connection);
  const options = queues.map(({ name, prefix }) => ({ name, prefix, ...optionsFor(clients) }));
  return {
    imports: [BullModule.registerQueue(...options)],
    providers: [
      {
        provide: WakeUpQueues,
        inject: [Logger, ...queues.map(({ name }) => getQueueToken(name))],
        useFactory: (logger: Logger, ...all: Queue[]) => new WakeUpQueues(all, clients, logger),
      },
    ],
  };
}

function optionsFor(clients: BullClients): QueueOptions {
  return {
    settings: SETTINGS,
    createClient: (type: BullClientType) => clients.create(type),
    // It would ask for INFO before the connection is up.
    skipVersionCheck: true,
  } as QueueOptions;
}

/** Bull waits half a second for the end of a blocked connection. */
const SWITCH_MS = 800;
const FINISH_MS = 600;

/** The part of Bull that its types leave out. */
interface BullInside {
  processing: Record<string, Promise<unknown>>;
}

/** Bull's queues of one kind of task, one for each partition, which hold nothing but bells. */
export class WakeUpQueues {
  constructor(
    private readonly queues: readonly Queue[],
    private readonly clients: BullClients,
    logger: Logger,
  ) {
    for (const queue of queues) handleQueueErrors(queue, logger);
  }

  /** Takes no more bells; those that wait are for others. Never rejects, bounded. */
  async pause(): Promise<void> {
    await this.each((queue) => within(SWITCH_MS, queue.pause(true, true)));
  }

  /**
   * Ends Bull within about two seconds, whatever its handlers or Redis do. Bull's own way to wait for
   * its jobs leaves a rejection unhandled when Redis is away, which ends a process.
   */
  async close(): Promise<void> {
    await this.each(async (queue) => {
      const { processing } = queue as unknown as BullInside;
      await within(FINISH_MS, Promise.allSettled(Object.values(processing)));
      await within(SWITCH_MS, queue.close(true));
    });
    await this.clients.close();
  }

  private async each(step: (queue: Queue) => Promise<void>): Promise<void> {
    await Promise.all(this.queues.map(step));
  }
}

/** Waits for the end of something that may never end or may fail; both are all right here. */
export async function within(limitMs: number, ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([ending.catch(() => undefined), limit]);
  clearTimeout(timer);
}

/** Of a job that was doubled or taken over meanwhile, which the record makes harmless. */
const EXPECTED = /^(Missing (key|lock) for job|Lock mismatch for job|Job \S+ is not in the)/;
const QUIET_MS = 5_000;

type Promising = (...args: unknown[]) => Promise<unknown>;

/**
 * Makes Bull's background work tell about its failures in place of ending the process: what it
 * starts in `process()` nobody awaits, so that a Redis which is never reached, or a shutdown before
 * the first connection, would be an unhandled rejection.
 */
function handleQueueErrors(queue: Queue, logger: Logger): void {
  const tell = quietly(logger);
  queue.on('error', tell);
  queue.on('lock-extension-failed', (_job: unknown, error: unknown) => tell(error));
  for (const name of ['process', 'setWorkerName'] as const) {
    const inside = queue as unknown as Record<typeof name, Promising>;
    const original = inside[name].bind(queue);
    inside[name] = (...args) => original(...args).catch(tell);
  }
}

/** Troubles of connections are told by the connections; the rest at most once in a while. */
function quietly(logger: Logger): (error: unknown) => void {
  let toldAtMs = -Infinity;
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    const expected = isRedisUnavailable(error) || EXPECTED.test(message);
    if (expected) return logger.debug({ reason: message }, 'expected queue error');
    if (performance.now() - toldAtMs < QUIET_MS) return;
    toldAtMs = performance.now();
    logger.warn({ err: error }, 'queue error');
  };
}
