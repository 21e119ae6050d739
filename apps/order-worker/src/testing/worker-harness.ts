import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  createHttpAdapter,
  createLogger,
  DrainState,
  loadConfig,
  PlatformModule,
} from '@sluice/platform';
import {
  CallbackQueue,
  CallbackReader,
  CALLBACKS,
  DurabilityWatch,
  type IncomingOrder,
  LimiterStore,
  OrderIntake,
  OrderQueue,
  OrderReader,
  type OrderRecord,
  ORDERS,
  readQueueDepth,
  SharedOrderIdGenerator,
  wakeUpQueue,
} from '@sluice/task-queue';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../../../../test/support/redis-server';
import { RedisCommandServer } from '../operations/redis-command.server';
import { WorkerConfig } from '../worker.config';
import { workerModule } from '../worker.module';
import { StubBackend } from './stub-backend';

const RETENTION_MS = 600_000;

/** No test waits for a backend that hangs. */
const QUICK = { WORKER_PORT: '0', RETRY_BASE_MS: '20', SHUTDOWN_GRACE_MS: '10000' };

/** A worker as its own process would run it, but in this one. */
export interface RunningWorker {
  readonly app: NestFastifyApplication;
  readonly drain: DrainState;
  stop(): Promise<void>;
}

/** A Redis, a backend and as many workers as a test wants. */
export class WorkerHarness {
  readonly redis: Redis;
  readonly queue: OrderQueue;
  readonly callbackQueue: CallbackQueue;
  /** What operators set of the limiter. */
  readonly limiter: LimiterStore;
  readonly callbackReader: CallbackReader;
  private readonly reader: OrderReader;
  private readonly intake: OrderIntake;
  private readonly workers = new Set<RunningWorker>();
  private serial = 0;

  private constructor(
    readonly server: TestRedis,
    readonly backend: StubBackend,
    readonly partitions: number,
  ) {
    this.redis = new Redis(server.url);
    const options = { partitions };
    this.queue = new OrderQueue(this.redis, RETENTION_MS, options);
    this.callbackQueue = new CallbackQueue(this.redis, RETENTION_MS, options);
    this.limiter = new LimiterStore(this.redis);
    this.callbackReader = new CallbackReader(this.redis, partitions);
    this.reader = new OrderReader(this.redis);
    this.intake = new OrderIntake(
      this.redis,
      new SharedOrderIdGenerator(this.redis, partitions),
      { queueLimit: 100_000, maxBacklogAgeMs: 800_000, orderTtlMs: 900_000 },
      new DurabilityWatch(this.redis, 'always'),
      partitions,
    );
  }

  /** @param appendfsync `always` where a test kills Redis and counts; slow on a busy disk */
  static async start(
    appendfsync: 'always' | 'everysec' = 'everysec',
    partitions = 1,
  ): Promise<WorkerHarness> {
    const redis = startRedis({ config: { appendfsync } });
    const [server, backend] = await Promise.all([redis, StubBackend.start()]);
    return new WorkerHarness(server, backend, partitions);
  }

  /** Starts a worker; `settings` are environment variables. */
  async worker(settings: Record<string, string> = {}): Promise<RunningWorker> {
    const env = { REDIS_URL: this.server.url, BACKEND_URL: this.backend.url, ...settings };
    const config = loadConfig(WorkerConfig, { ...QUICK, PARTITIONS: `${this.partitions}`, ...env });
    const drain = new DrainState();
    const app = await createApp(config, drain);
    const worker = { app, drain, stop: () => this.stopWorker(worker) };
    this.workers.add(worker);
    return worker;
  }

  /** Accepts orders as a gateway does; gives their ids. */
  async submit(count: number, changes: Partial<IncomingOrder> = {}): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => this.submitOne(changes)));
  }

  async order(orderId: string): Promise<OrderRecord> {
    const order = await this.reader.find(orderId);
    if (order === null) throw new Error(`no order ${orderId}`);
    return order;
  }

  async statuses(orderIds: string[]): Promise<Record<string, number>> {
    const orders = await Promise.all(orderIds.map((orderId) => this.order(orderId)));
    const counts: Record<string, number> = {};
    for (const { status } of orders) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  /** Bells that Bull holds for workers of orders, in the first partition: those that wait, those taken. */
  async bells(): Promise<{ waiting: number; taken: number }> {
    const { keyPrefix } = wakeUpQueue(ORDERS, 0);
    const [waiting, taken] = await Promise.all([
      this.redis.llen(`${keyPrefix}wait`),
      this.redis.llen(`${keyPrefix}active`),
    ]);
    return { waiting, taken };
  }

  /** How many callbacks there are, by state. */
  async callbacks(): Promise<Record<'queued' | 'processing' | 'failed' | 'completed', number>> {
    const { queued, processing, failed, ended } = await readQueueDepth(
      this.redis,
      CALLBACKS,
      this.partitions,
    );
    return { queued, processing, failed, completed: ended.completed };
  }

  /** Ends the workers and forgets everything, for the next test. */
  async clear(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.stop()));
    await this.redis.flushall();
    this.backend.forget();
  }

  async stop(): Promise<void> {
    await this.clear();
    this.redis.disconnect();
    await Promise.all([this.server.stop(), this.backend.stop()]);
  }

  private async stopWorker(worker: RunningWorker): Promise<void> {
    if (!this.workers.delete(worker)) return;
    worker.drain.begin();
    await worker.app.close();
  }

  private async submitOne(changes: Partial<IncomingOrder>): Promise<string> {
    const orderNumber = `A-${++this.serial}`;
    const verdict = await this.intake.accept({
      client: 'acme',
      orderNumber,
      correlationId: `c-${this.serial}`,
      orderJson: JSON.stringify({ orderNumber, notes: 'Grüße 😀' }),
      ...changes,
    });
    if (verdict.verdict !== 'accepted') throw new Error(`not accepted: ${verdict.verdict}`);
    return verdict.orderId;
  }
}

async function createApp(
  config: Readonly<WorkerConfig>,
  drain: DrainState,
): Promise<NestFastifyApplication> {
  const logger = createLogger('order-worker', 'fatal');
  const platform = PlatformModule.forApp({
    name: 'order-worker',
    Config: WorkerConfig,
    config,
    logger,
    drain,
  });
  const root = { module: class Root {}, imports: [platform, workerModule(config)] };
  const app = await NestFactory.create<NestFastifyApplication>(root, createHttpAdapter({}), {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: new RedisCommandServer(config.redisUrl) });
  await app.startAllMicroservices();
  await app.listen(0, '127.0.0.1');
  return app;
}
