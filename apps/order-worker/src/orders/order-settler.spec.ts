import type { OrderLifecycle } from '@sluice/order-lifecycle';
import type { Logger } from '@sluice/platform';
import { Registry } from 'prom-client';
import { broadcastController } from '../tasks/broadcast-controller';
import type { OrderOutcome } from './order-outcome.mapper';
import type { PickedOrder } from './order-pickup';
import { OrderSettler } from './order-settler';
import { WorkerMetrics } from './worker-metrics';

const DONE: OrderOutcome = { next: 'settle', settlement: { status: 'completed', result: 7 } };
const picked = { orderId: 'o-1', order: { epoch: 3, acceptedAtMs: 0 } } as unknown as PickedOrder;
const quiet = { info() {}, warn() {}, error: jest.fn() } as unknown as Logger;

describe('OrderSettler', () => {
  const settle = jest.fn<Promise<boolean>, unknown[]>();
  const retryLater = jest.fn<Promise<boolean>, unknown[]>();
  let cutoff: AbortController;
  let metrics: WorkerMetrics;
  let settler: OrderSettler;

  beforeEach(() => {
    jest.useFakeTimers();
    settle.mockReset().mockResolvedValue(true);
    retryLater.mockReset().mockResolvedValue(true);
    cutoff = broadcastController();
    metrics = new WorkerMetrics(new Registry());
    const lifecycle = { settle, retryLater } as unknown as OrderLifecycle;
    settler = new OrderSettler(lifecycle, metrics, quiet, cutoff.signal);
  });
  afterEach(() => jest.useRealTimers());

  it('writes an end down under the epoch of its begin', async () => {
    await settler.settle(picked, DONE);
    expect(settle).toHaveBeenCalledWith('o-1', 3, { status: 'completed', result: 7 });
    expect(metrics.settled).toEqual({ completed: 1, failed: 0, retried: 0 });
  });

  it('plans a retry', async () => {
    const plan = { delayMs: 5, inDoubt: true, error: { code: 'backend-failed' } as never };
    await settler.settle(picked, { next: 'retry', plan });
    expect(retryLater).toHaveBeenCalledWith('o-1', 3, plan);
    expect(metrics.settled.retried).toBe(1);
  });

  it('does not count what came too late', async () => {
    settle.mockResolvedValue(false);
    await settler.settle(picked, DONE);
    expect(metrics.settled.completed).toBe(0);
  });

  it('is patient with a Redis that is away', async () => {
    settle.mockRejectedValue(new Error('Connection is closed.'));
    const settling = settler.settle(picked, DONE);
    await jest.advanceTimersByTimeAsync(20_000);
    const tries = settle.mock.calls.length;
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(30);
    settle.mockResolvedValue(true);
    await jest.advanceTimersByTimeAsync(2_000);
    await settling;
    expect(metrics.settled.completed).toBe(1);
  });

  it('gives up in the end', async () => {
    settle.mockRejectedValue(new Error('Connection is closed.'));
    const settling = settler.settle(picked, DONE);
    await jest.advanceTimersByTimeAsync(63_000);
    await settling;
    expect(metrics.settled.completed).toBe(0);
  });

  it.each([0, 10_000])('does not hold a process up that stops after %d ms', async (afterMs) => {
    settle.mockRejectedValue(new Error('Connection is closed.'));
    const settling = settler.settle(picked, DONE);
    await jest.advanceTimersByTimeAsync(afterMs);
    const tries = settle.mock.calls.length;
    cutoff.abort();
    await jest.advanceTimersByTimeAsync(500);
    await settling;
    expect(settle.mock.calls.length).toBeGreaterThan(tries + 3);
    expect(settle.mock.calls.length).toBeLessThan(tries + 15);
  });
});
