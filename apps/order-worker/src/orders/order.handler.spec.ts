import { BackendClient, type BackendAnswer, type SaveOrderRequest } from '@sluice/backend-client';
import type { Logger } from '@sluice/platform';
import type { BegunOrder, TaskEnd, TaskQueue, Turn, TurnRequest } from '@sluice/task-queue';
import { Registry } from 'prom-client';
import { RateLimitStore, type StartPermit } from '../limiter/rate-limit-store';
import { StartPermits } from '../limiter/start-permits';
import { StartRateLimiter } from '../limiter/start-rate-limiter';
import { broadcastController } from '../tasks/abort-controller';
import { LeaseKeeper } from '../tasks/lease-keeper';
import { SlotPool } from '../tasks/slot-pool';
import { TaskFeed } from '../tasks/task-feed';
import { TaskRunner } from '../tasks/task-runner';
import { WorkerConfig } from '../worker.config';
import { BackendBreaker } from './backend-breaker';
import { OrderIntakePolicy } from './order-intake.policy';
import { OrderMetrics } from './order-metrics';
import { OrderHandler } from './order.handler';

const CLOSED = new Error('Connection is closed.');

class FakeBackend extends BackendClient {
  readonly sent: SaveOrderRequest[] = [];
  answer: () => Promise<BackendAnswer> = () => Promise.resolve({ kind: 'saved', result: 1 });
  saveOrder(request: SaveOrderRequest): Promise<BackendAnswer> {
    this.sent.push(request);
    return this.answer();
  }
}

class FakeStore extends RateLimitStore {
  permit: () => Promise<StartPermit | undefined> = () => Promise.resolve(undefined);
  next(): Promise<StartPermit | undefined> {
    return this.permit();
  }
}

/** Hands out what waits, and remembers what it was asked and told. */
class FakeQueue {
  readonly partitions = 1;
  readonly asked: TurnRequest[] = [];
  readonly ends: TaskEnd[] = [];
  fresh: string[] = [];
  retried: string[] = [];
  changes: Partial<BegunOrder> = {};
  /** How long a turn takes. */
  tookMs = 0;
  ended = true;

  async turn(_partition: number, request: TurnRequest): Promise<Turn<BegunOrder>> {
    this.asked.push(request);
    const { want, retryRoom, ends } = request;
    const fresh = this.fresh.splice(0, want);
    const retried = this.retried.splice(0, Math.min(want - fresh.length, retryRoom));
    if (this.tookMs > 0) await new Promise((resolve) => setTimeout(resolve, this.tookMs));
    this.ends.push(...ends);
    const begun = [
      ...fresh.map((id) => this.order(id, { fresh: true, attempts: 1 })),
      ...retried.map((id) => this.order(id, { fresh: false, attempts: 2 })),
    ];
    return { nowMs: 0, paused: false, more: false, begun, ended: ends.map(() => this.ended) };
  }

  private order(taskId: string, changes: Partial<BegunOrder>): BegunOrder {
    const texts = { orderJson: '{}', correlationId: 'c-1', client: 'acme' };
    const times = { acceptedAtMs: 0, expiresAtMs: null };
    const rest = { epoch: 1, inDoubt: false, ...changes, ...this.changes };
    return { taskId, ...texts, ...times, ...rest } as BegunOrder;
  }
}

describe('OrderHandler', () => {
  const publish = jest.fn();
  const warn = jest.fn();
  let queue: FakeQueue;
  let slots: SlotPool;
  let rate: StartRateLimiter;
  let store: FakeStore;
  let backend: FakeBackend;
  let leases: LeaseKeeper;
  let breaker: BackendBreaker;
  let metrics: OrderMetrics;
  let abort: AbortController;
  let feed: TaskFeed<BegunOrder>;

  beforeEach(() => {
    jest.useFakeTimers();
    publish.mockReset();
    warn.mockReset();
    const quiet = { debug() {}, info() {}, warn, error: warn } as unknown as Logger;
    const limits = { orderAttempts: 8, retryBaseMs: 1, retryCapMs: 1, backendTimeoutMs: 1_000 };
    const config = Object.assign(new WorkerConfig(), limits);
    queue = new FakeQueue();
    const tasks = queue as unknown as TaskQueue<BegunOrder>;
    slots = new SlotPool(2);
    store = new FakeStore();
    rate = new StartRateLimiter(store);
    backend = new FakeBackend();
    leases = new LeaseKeeper(tasks, config, quiet);
    breaker = new BackendBreaker(
      slots,
      () => undefined,
      undefined,
      () => 1,
    );
    abort = broadcastController();
    const permits = new StartPermits(rate, new AbortController().signal);
    const policy = new OrderIntakePolicy(permits, breaker);
    feed = new TaskFeed(tasks, slots, policy, config, quiet);
    metrics = new OrderMetrics(new Registry(), slots, feed);
    const handler = new OrderHandler(backend, policy, metrics, { publish }, quiet, config);
    new TaskRunner(feed, leases, handler, abort, quiet);
    feed.open();
  });
  afterEach(() => {
    jest.clearAllTimers();
    jest.useRealTimers();
  });

  /** These orders wait, and a bell rings; what happens within some ms. */
  async function run(ids: string[], forMs = 10): Promise<void> {
    queue.fresh.push(...ids);
    void feed.wake(0);
    await jest.advanceTimersByTimeAsync(forMs);
  }

  it('begins, sends and settles', async () => {
    await run(['o-1']);
    expect(backend.sent).toMatchObject([
      { orderId: 'o-1', orderJson: '{}', epoch: 1, timeoutMs: 1_000 },
    ]);
    const settlement = { status: 'completed', result: 1 };
    expect(queue.ends).toEqual([{ taskId: 'o-1', epoch: 1, settlement }]);
    expect([slots.inUse, leases.count]).toEqual([0, 0]);
    expect(metrics.settled).toEqual({ completed: 1, failed: 0, retried: 0 });
  });

  it('plans a retry', async () => {
    backend.answer = () => Promise.resolve({ kind: 'doubt', why: 'timeout' });
    await run(['o-1']);
    expect(queue.ends).toMatchObject([{ taskId: 'o-1', epoch: 1, retry: { inDoubt: true } }]);
    expect(metrics.settled.retried).toBe(1);
  });

  it('tells of an order that it ended, once that is written, and of no other', async () => {
    queue.changes = { replyTo: 'g-1' };
    await run(['o-1']);
    const ended = { orderId: 'o-1', correlationId: 'c-1', replyTo: 'g-1', status: 'completed' };
    expect(publish.mock.calls).toEqual([[ended]]);
    queue.ended = false;
    await run(['o-2']);
    queue.ended = true;
    backend.answer = () => Promise.resolve({ kind: 'doubt', why: 'timeout' });
    await run(['o-3']);
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it('does not count what came too late', async () => {
    queue.ended = false;
    await run(['o-1']);
    expect(metrics.settled.completed).toBe(0);
    expect(warn.mock.calls.map(([, message]: unknown[]) => message)).toEqual([
      'outcome came too late, task not ours',
    ]);
  });

  it('begins nothing before there is a slot', async () => {
    backend.answer = () => new Promise(() => undefined);
    await run(['o-1', 'o-2', 'o-3'], 1_000);
    expect(backend.sent.map(({ orderId }) => orderId)).toEqual(['o-1', 'o-2']);
    expect(queue.fresh).toEqual(['o-3']);
  });

  it('leaves an order to its lease that breaks its handler, and goes on', async () => {
    backend.answer = () => Promise.reject(new Error('defect'));
    await run(['o-1']);
    expect(queue.ends).toEqual([]);
    expect([slots.inUse, leases.count]).toEqual([0, 0]);
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ taskId: 'o-1' }),
      'task attempt failed unexpectedly',
    );
  });

  it('does not send an order that came when the process was about to end', async () => {
    abort.abort();
    await run(['o-1']);
    expect(backend.sent).toEqual([]);
    expect(queue.ends).toMatchObject([{ retry: { untried: true, inDoubt: false } }]);
  });

  describe('with a rate', () => {
    /** Starts at these times from now, then never. */
    function startsAt(...timesMs: number[]): void {
      const nowMs = performance.now();
      store.permit = () => {
        const atMs = nowMs + (timesMs.shift() ?? 3_600_000);
        return Promise.resolve({ atMs, intervalMs: 100 });
      };
      rate.setLimited(true);
    }

    it('begins an order shortly before its start, and sends it exactly then', async () => {
      startsAt(100);
      await run(['o-1'], 90);
      expect(queue.asked).toEqual([]);
      await jest.advanceTimersByTimeAsync(9);
      expect(queue.asked).toMatchObject([{ want: 1 }]);
      expect(backend.sent).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      expect(backend.sent).toHaveLength(1);
    });

    it('asks for no more orders than there are starts near', async () => {
      startsAt(100, 200);
      await run(['o-1', 'o-2', 'o-3'], 150);
      expect(backend.sent).toHaveLength(1);
      expect(queue.fresh).toHaveLength(2);
      await jest.advanceTimersByTimeAsync(55);
      expect(backend.sent).toHaveLength(2);
      expect(queue.fresh).toHaveLength(1);
    });

    it('keeps a start that nothing came for, while it lasts', async () => {
      startsAt(0, 30);
      await run([], 5);
      expect(queue.asked).toMatchObject([{ want: 1 }]);
      await run(['o-1'], 1);
      expect(backend.sent).toHaveLength(1);
    });

    it('does not send an order whose lease ran out while it waited for its start', async () => {
      startsAt(3, 20_000);
      queue.tookMs = 100;
      await run(['o-1'], 30_000);
      expect(backend.sent).toEqual([]);
      expect(queue.ends).toEqual([]);
      expect(slots.inUse).toBe(0);
    });

    it('begins nothing while no start can be had, holding no slot meanwhile', async () => {
      store.permit = () => Promise.reject(CLOSED);
      rate.setLimited(true);
      await run(['o-1'], 10_000);
      expect([slots.free, queue.asked.length]).toEqual([2, 0]);
      startsAt(2_050);
      await jest.advanceTimersByTimeAsync(2_100);
      expect(backend.sent).toHaveLength(1);
    });

    it('lets all go when the rate is taken off', async () => {
      startsAt(0);
      await run(['o-1', 'o-2', 'o-3', 'o-4'], 1_000);
      expect(backend.sent).toHaveLength(1);
      rate.setLimited(false);
      await jest.advanceTimersByTimeAsync(10);
      expect(backend.sent).toHaveLength(4);
    });
  });

  describe('with a backend that is down', () => {
    beforeEach(async () => {
      backend.answer = () => Promise.resolve({ kind: 'unavailable', why: 'connect' });
      await run(['d-1', 'd-2', 'd-3', 'd-4', 'd-5', 'd-6']);
      expect(breaker.state).toBe('open');
      backend.sent.length = 0;
      queue.asked.length = 0;
    });

    it('probes with a fresh order, though others are due', async () => {
      queue.retried = ['d-1'];
      queue.fresh = ['f-1'];
      backend.answer = () => new Promise(() => undefined);
      await jest.advanceTimersByTimeAsync(510);
      expect(backend.sent.map(({ orderId }) => orderId)).toEqual(['f-1']);
      expect(queue.asked.filter(({ want }) => want > 0)).toMatchObject([{ want: 1, retryRoom: 0 }]);
    });

    it('probes with one that failed before where there is no other', async () => {
      queue.retried = ['d-1', 'd-2'];
      backend.answer = () => new Promise(() => undefined);
      await run([], 510);
      expect(backend.sent.map(({ orderId }) => orderId)).toEqual(['d-1']);
      expect(queue.asked.filter(({ want }) => want > 0).map(({ retryRoom }) => retryRoom)).toEqual([
        0, 1,
      ]);
    });
  });
});
