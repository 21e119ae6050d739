import {
  BackendClient,
  type BackendAnswer,
  LONGEST_RETRY_AFTER_MS,
  type SaveOrderRequest,
  UndiciBackendClient,
} from '@sluice/backend-client';
import { summarizeProblem } from '@sluice/contracts';
import {
  type BegunOrder,
  DurabilityWatch,
  type IncomingOrder,
  queueBase,
  ORDERS,
  Reconciler,
  RECONCILER_DEFAULTS,
  OrderIntake,
  OrderQueue,
  OrderReader,
  SharedOrderIdGenerator,
} from '@sluice/task-queue';
import { type Logger, ProblemError } from '@sluice/platform';
import { Redis } from 'ioredis';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../../../../test/support/eventually';
import { type TestRedis, startRedis } from '../../../../test/support/redis-server';
import type { GatewayConfig } from '../gateway.config';
import type { RetryEstimator } from '../orders/retry-estimator';
import { FirstAnswers } from '../orders/first-answers';
import { SyncOrderSender } from './sync-order-sender';
import { SyncOrdersService } from './sync-orders.service';

const quiet = { info() {}, warn() {} } as unknown as Logger;
const SAVED: BackendAnswer = { kind: 'saved', result: { by: 'this request' } };
const REFUSED: BackendAnswer = { kind: 'refused', status: 422, about: 'order', reason: 'no' };
const TIMEOUT: BackendAnswer = { kind: 'doubt', why: 'timeout' };
const BROKEN: BackendAnswer = { kind: 'doubt', why: 'server-error' };
const REJECTION = summarizeProblem('order-rejected', 'refused when it was sent again');
/** Over as soon as it is claimed: a request that stalls beyond its lease. */
const STALLED_LEASE_MS = 1;

class FakeBackend extends BackendClient {
  readonly sent: SaveOrderRequest[] = [];
  answer: (request: SaveOrderRequest) => Promise<BackendAnswer> = () => Promise.resolve(SAVED);

  override saveOrder(request: SaveOrderRequest): Promise<BackendAnswer> {
    this.sent.push(request);
    return this.answer(request);
  }
}

describe('SyncOrdersService', () => {
  let server: TestRedis;
  let redis: Redis;
  let queue: OrderQueue;
  let reader: OrderReader;
  let ids: SharedOrderIdGenerator;
  let durability: DurabilityWatch;
  let backend: FakeBackend;
  let serial = 0;

  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
    queue = new OrderQueue(redis, 60_000);
    reader = new OrderReader(redis);
    ids = new SharedOrderIdGenerator(redis);
    durability = new DurabilityWatch(redis, 'always');
  });
  beforeEach(() => {
    backend = new FakeBackend();
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  function service(client: BackendClient, leaseMs = 60_000): SyncOrdersService {
    const limits = { queueLimit: 10, maxBacklogAgeMs: 60_000, orderTtlMs: 60_000 };
    const intake = new OrderIntake(redis, ids, limits, durability);
    const config = { syncTimeoutMs: 1_000 } as GatewayConfig;
    const sender = new SyncOrderSender(client, queue, config, quiet);
    jest.spyOn(sender, 'leaseMs', 'get').mockReturnValue(leaseMs);
    return new SyncOrdersService(intake, new FirstAnswers(reader, {} as RetryEstimator), sender);
  }

  function reconciler(): Reconciler {
    const own = { name: 'r1', retentionMs: 60_000, quarantined: REJECTION };
    const observer = {
      passed: () => undefined,
      failed: () => undefined,
      clockStepped: () => undefined,
    };
    return new Reconciler(redis, { ...RECONCILER_DEFAULTS, ...own }, observer);
  }

  function order(): IncomingOrder {
    const orderNumber = `A-${++serial}`;
    return { client: 'acme', orderNumber, correlationId: 'c', orderJson: '{"notes":"x"}' };
  }

  /** The problem that a request ends with. */
  async function problemOf(answering: Promise<unknown>): Promise<ProblemError> {
    const error: unknown = await answering.then(
      () => new Error('it was answered'),
      (problem: unknown) => problem,
    );
    if (error instanceof ProblemError) return error;
    throw error;
  }

  it('answers what was saved, and says who sends it', async () => {
    const answer = await service(backend).submit(order());
    expect(answer).toMatchObject({ status: 200, headers: {}, order: { status: 'completed' } });
    expect(backend.sent).toMatchObject([{ orderId: answer.order.id, epoch: 1 }]);
  });

  it('answers a refusal with its reason', async () => {
    backend.answer = () => Promise.resolve(REFUSED);
    const problem = await problemOf(service(backend).submit(order()));
    expect(problem).toMatchObject({ code: 'order-rejected', detail: 'no' });
    expect(problem.headers).toEqual({ location: `/v1/orders/${backend.sent[0]?.orderId}` });
  });

  it.each([
    [TIMEOUT, 'backend-timeout'],
    [BROKEN, 'backend-failed'],
  ])('hands over what %j leaves open', async (answer, code) => {
    backend.answer = () => Promise.resolve(answer);
    const problem = await problemOf(service(backend).submit(order()));
    expect(problem).toMatchObject({ code, headers: { 'retry-after': '1' } });
    const { orderId = '' } = backend.sent[0] ?? {};
    expect(problem.headers.location).toBe(`/v1/orders/${orderId}`);
    expect(await reader.require(orderId)).toMatchObject({ status: 'processing', inDoubt: true });
  });

  it('puts no order off for years, whatever the backend asks for', async () => {
    const busy = createServer((_request, response) =>
      response.writeHead(503, { 'retry-after': '999999999' }).end(),
    );
    await once(busy.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;
    const client = new UndiciBackendClient({ url });
    const incoming = order();
    const problem = await problemOf(service(client).submit(incoming));
    await client.close();
    busy.close();
    const orderId = problem.headers.location?.split('/').pop() ?? '';
    const dueMs = Number(await redis.zscore(`${queueBase(ORDERS, 0)}-retries`, orderId));
    expect(dueMs - Date.now()).toBeGreaterThan(LONGEST_RETRY_AFTER_MS - 60_000);
    expect(dueMs - Date.now()).toBeLessThan(LONGEST_RETRY_AFTER_MS + 60_000);
  });

  describe('that stalled, its order taken over,', () => {
    /** What another holder makes of an order before the backend's answer is settled here. */
    type Meanwhile = (begun: BegunOrder, orderId: string) => Promise<unknown>;

    const completes: Meanwhile = ({ epoch }, id) =>
      queue.settle(id, epoch, { status: 'completed', result: { by: 'another' } });
    const fails: Meanwhile = ({ epoch }, id) =>
      queue.settle(id, epoch, { status: 'failed', error: REJECTION });
    const works: Meanwhile = () => Promise.resolve();

    function stalled(answer: BackendAnswer, meanwhile: Meanwhile): SyncOrdersService {
      backend.answer = async ({ orderId }) => {
        const begun = await eventually(async () => {
          await reconciler().pass();
          const ask = { want: 1, leaseMs: 60_000, retryRoom: 1, ends: [] };
          const [taken] = (await queue.turn(0, ask)).begun;
          if (taken?.taskId !== orderId) throw new Error('not begun yet');
          return taken;
        });
        await meanwhile(begun, orderId);
        return answer;
      };
      return service(backend, STALLED_LEASE_MS);
    }

    it.each([SAVED, REFUSED, TIMEOUT])('is told of its success (own answer %j)', async (own) => {
      const answer = await stalled(own, completes).submit(order());
      expect(answer).toMatchObject({
        status: 200,
        order: { status: 'completed', result: { by: 'another' } },
      });
      expect(answer.headers).toEqual({});
    });

    it.each([SAVED, REFUSED, TIMEOUT])('is told of its failure (own answer %j)', async (own) => {
      const problem = await problemOf(stalled(own, fails).submit(order()));
      expect(problem).toMatchObject({ code: 'order-rejected', detail: REJECTION.detail });
      expect(problem.headers).toEqual({ location: `/v1/orders/${backend.sent[0]?.orderId}` });
    });

    it.each([
      [SAVED, 'backend-failed'],
      [REFUSED, 'backend-failed'],
      [BROKEN, 'backend-failed'],
      [TIMEOUT, 'backend-timeout'],
    ])('is told where it goes on (own answer %j)', async (own, code) => {
      const problem = await problemOf(stalled(own, works).submit(order()));
      expect(problem.code).toBe(code);
      const { orderId = '' } = backend.sent[0] ?? {};
      expect(problem.headers).toEqual({ location: `/v1/orders/${orderId}`, 'retry-after': '1' });
      expect((await reader.require(orderId)).status).toBe('processing');
    });
  });
});
