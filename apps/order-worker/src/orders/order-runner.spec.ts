import { setImmediate as endOfTurn } from 'node:timers/promises';
import { BackendClient, type BackendAnswer, type SaveOrderRequest } from '@sluice/backend-client';
import type { BegunOrder, OrderLifecycle } from '@sluice/order-lifecycle';
import type { Logger } from '@sluice/platform';
import { Registry } from 'prom-client';
import { broadcastController } from '../tasks/broadcast-controller';
import { IntakeGate } from '../tasks/intake-gate';
import { LeaseKeeper } from '../tasks/lease-keeper';
import { FixedLimiter } from './limiter/fixed-limiter';
import { PaceDesk, type PaceTicket } from './limiter/pace-desk';
import { Pacer } from './limiter/pacer';
import { OrderPickup } from './order-pickup';
import { OrderRunner } from './order-runner';
import { OrderSender } from './order-sender';
import { OrderSettler } from './order-settler';
import { RetryPolicy } from '../tasks/retry-policy';
import { StartLine } from './start-line';
import { WorkerMetrics } from './worker-metrics';

const LEASE_MS = 10_000;
const CLOSED = new Error('Connection is closed.');
const quiet = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Logger;

class FakeBackend extends BackendClient {
  readonly sent: SaveOrderRequest[] = [];
  answer: () => Promise<BackendAnswer> = () => Promise.resolve({ kind: 'saved', result: 1 });
  saveOrder(request: SaveOrderRequest): Promise<BackendAnswer> {
    this.sent.push(request);
    return this.answer();
  }
}

class FakeDesk extends PaceDesk {
  ticket: () => Promise<PaceTicket | undefined> = () => Promise.resolve(undefined);
  next(): Promise<PaceTicket | undefined> {
    return this.ticket();
  }
}

describe('OrderRunner', () => {
  const begin = jest.fn<Promise<unknown>, unknown[]>();
  const settle = jest.fn<Promise<boolean>, unknown[]>();
  const tell = jest.fn();
  const renew = jest.fn<Promise<boolean[]>, unknown[]>();
  let gate: IntakeGate;
  let limiter: FixedLimiter;
  let pacer: Pacer;
  let desk: FakeDesk;
  let backend: FakeBackend;
  let leases: LeaseKeeper<BegunOrder>;
  let runner: OrderRunner;

  beforeEach(() => {
    jest.useFakeTimers();
    begin.mockReset().mockImplementation(() => Promise.resolve(BEGUN));
    settle.mockReset().mockResolvedValue(true);
    tell.mockReset();
    gate = new IntakeGate();
    limiter = new FixedLimiter(2);
    desk = new FakeDesk();
    pacer = new Pacer(desk);
    backend = new FakeBackend();
    const lifecycle = { begin, settle, retryLater: settle, renew } as unknown as OrderLifecycle;
    leases = new LeaseKeeper(lifecycle, { leaseMs: LEASE_MS }, quiet);
    const metrics = new WorkerMetrics(new Registry());
    const cutoff = broadcastController().signal;
    const line = new StartLine(gate, limiter, pacer);
    const steps = {
      pickup: new OrderPickup(line, leases, metrics, quiet),
      sender: new OrderSender(backend, { backendTimeoutMs: 1_000, cutoff }, metrics, quiet),
      settler: new OrderSettler(lifecycle, metrics, quiet, cutoff),
      ended: { tell },
    };
    const retries = { attempts: 8, retryBaseMs: 1, retryCapMs: 1 };
    runner = new OrderRunner(steps, leases, new RetryPolicy(retries), { note: () => undefined });
  });
  afterEach(() => jest.useRealTimers());

  const BEGUN = {
    verdict: 'begun',
    epoch: 1,
    attempts: 1,
    inDoubt: false,
    orderJson: '{}',
    correlationId: 'c-1',
    acceptedAtMs: 0,
  };

  /** What is not settled by now depends on something that the test has not done yet. */
  async function settlesNow(promise: Promise<unknown>): Promise<boolean> {
    let done = false;
    void promise.then(() => (done = true));
    await jest.advanceTimersByTimeAsync(0);
    return done;
  }

  it('begins, sends and settles', async () => {
    expect(await runner.run('o-1')).toBe('done');
    expect(backend.sent).toMatchObject([
      { orderId: 'o-1', epoch: 1, orderJson: '{}', timeoutMs: 1_000 },
    ]);
    expect(settle).toHaveBeenCalledWith('o-1', 1, { status: 'completed', result: 1 });
    expect([limiter.inUse, leases.count]).toEqual([0, 0]);
  });

  it('tells of an order that it ended, once that is written, and of no other', async () => {
    settle.mockImplementation(async () => {
      expect(tell).not.toHaveBeenCalled();
      return true;
    });
    begin.mockResolvedValue({ ...BEGUN, replyTo: 'g-1' });
    await runner.run('o-1');
    const ended = { orderId: 'o-1', correlationId: 'c-1', replyTo: 'g-1', status: 'completed' };
    expect(tell.mock.calls).toEqual([[ended]]);
    settle.mockReset().mockResolvedValue(false);
    await runner.run('o-2');
    backend.answer = () => Promise.resolve({ kind: 'doubt', why: 'timeout' });
    settle.mockResolvedValue(true);
    await runner.run('o-3');
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it('begins nothing before there is a slot', async () => {
    backend.answer = () => new Promise(() => undefined);
    for (const id of ['o-1', 'o-2', 'o-3']) void runner.run(id);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(begin.mock.calls.map(([id]) => id)).toEqual(['o-1', 'o-2']);
  });

  it('gives the slot back with the answer, before settling', async () => {
    settle.mockReturnValue(new Promise(() => undefined));
    const run = runner.run('o-1');
    await endOfTurn();
    expect(await settlesNow(run)).toBe(false);
    expect(settle).toHaveBeenCalled();
    expect([limiter.inUse, leases.count]).toEqual([0, 1]);
  });

  it('leaves alone what is not handed out', async () => {
    begin.mockResolvedValue({ verdict: 'refused', reason: 'ended' });
    expect(await runner.run('o-1')).toBe('done');
    expect(backend.sent).toEqual([]);
    expect(limiter.inUse).toBe(0);
  });

  it('hands back what it did not begin when intake stops', async () => {
    backend.answer = () => new Promise(() => undefined);
    for (const id of ['o-1', 'o-2']) void runner.run(id);
    const waiting = runner.run('o-3');
    await jest.advanceTimersByTimeAsync(0);
    gate.close('operator');
    expect(await waiting).toBe('handed-back');
    expect(await runner.run('o-4')).toBe('handed-back');
    expect(begin).toHaveBeenCalledTimes(2);
  });

  it('waits for a Redis that is away, holding no slot meanwhile', async () => {
    begin.mockRejectedValue(CLOSED);
    const run = runner.run('o-1');
    await jest.advanceTimersByTimeAsync(5_000);
    expect(limiter.inUse).toBe(0);
    expect(begin.mock.calls.length).toBeLessThan(10);
    begin.mockResolvedValue(BEGUN);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await run).toBe('done');
    expect(backend.sent).toHaveLength(1);
  });

  it('stops waiting for Redis when intake stops', async () => {
    begin.mockRejectedValue(CLOSED);
    const run = runner.run('o-1');
    await jest.advanceTimersByTimeAsync(500);
    gate.close('draining');
    await jest.advanceTimersByTimeAsync(0);
    expect(await run).toBe('handed-back');
  });

  it('does not insist on an order whose record is broken', async () => {
    begin.mockRejectedValue(new Error('ERR user_script:9: attempt to compare nil with number'));
    expect(await runner.run('o-1')).toBe('done');
    expect(begin).toHaveBeenCalledTimes(1);
    expect(limiter.inUse).toBe(0);
  });

  it('does not send an order whose lease ran out while it waited for its turn', async () => {
    let nth = 0;
    desk.ticket = () => {
      const waitMs = nth++ === 0 ? 0 : 20_000;
      return Promise.resolve({ atMs: performance.now() + waitMs, intervalMs: 1 });
    };
    begin.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return BEGUN;
    });
    pacer.setPaced(true);
    const run = runner.run('o-1');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(await run).toBe('done');
    expect(backend.sent).toEqual([]);
    expect(settle).not.toHaveBeenCalled();
    expect(limiter.inUse).toBe(0);
  });

  it('gives a slot back that no turn could be had for', async () => {
    desk.ticket = () => Promise.reject(CLOSED);
    pacer.setPaced(true);
    const run = runner.run('o-1');
    await jest.advanceTimersByTimeAsync(300);
    expect([limiter.inUse, begin.mock.calls.length]).toEqual([0, 0]);
    gate.close('operator');
    await jest.advanceTimersByTimeAsync(0);
    expect(await run).toBe('handed-back');
  });

  it('is idle when nothing is under way any more', async () => {
    let save: (answer: BackendAnswer) => void = () => undefined;
    backend.answer = () => new Promise((resolve) => (save = resolve));
    void runner.run('o-1');
    await jest.advanceTimersByTimeAsync(0);
    const idle = runner.idle();
    expect(await settlesNow(idle)).toBe(false);
    save({ kind: 'saved', result: 1 });
    await idle;
    expect(settle).toHaveBeenCalled();
  });
});
