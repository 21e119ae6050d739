import type { Logger } from '@sluice/platform';
import type { TaskQueue } from '@sluice/task-queue';
import { WorkerConfig } from '../worker.config';
import { type Lease, LeaseKeeper } from './lease-keeper';

const LEASE_MS = 10_000;
const quiet = { warn: () => undefined } as unknown as Logger;

describe('LeaseKeeper', () => {
  const renew = jest.fn<Promise<boolean[]>, [readonly { taskId: string }[], number]>();
  let keeper: LeaseKeeper;
  let epochs = 0;

  const leased = (taskId: string, askedAtMs = performance.now()): Lease =>
    keeper.keep({ taskId, epoch: ++epochs }, askedAtMs);

  beforeEach(() => {
    jest.useFakeTimers();
    renew.mockReset().mockImplementation((leases) => Promise.resolve(leases.map(() => true)));
    const config = Object.assign(new WorkerConfig(), { leaseMs: LEASE_MS });
    keeper = new LeaseKeeper({ renew } as unknown as TaskQueue, config, quiet);
    keeper.onApplicationBootstrap();
  });
  afterEach(() => {
    keeper.onApplicationShutdown();
    jest.useRealTimers();
  });

  it('renews all orders in flight together, three times a lease', async () => {
    const leases = [leased('o-1'), leased('o-2'), leased('o-3')];
    await jest.advanceTimersByTimeAsync(3_100);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(renew.mock.calls[0]?.[0]).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(leases.every((lease) => lease.holdsFor(1_000))).toBe(true);
  });

  it('asks nothing when nothing is in flight', async () => {
    keeper.release(leased('o-1'));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(renew).not.toHaveBeenCalled();
  });

  it('knows that a lease has run out when Redis cannot be asked', async () => {
    renew.mockRejectedValue(new Error('Connection is closed.'));
    const lease = leased('o-1');
    await jest.advanceTimersByTimeAsync(9_000);
    expect(lease.holdsFor(0)).toBe(true);
    expect(lease.holdsFor(1_500)).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(lease.holdsFor(0)).toBe(false);
  });

  it('counts from the moment of asking, not of the answer', async () => {
    const askedAtMs = performance.now();
    await jest.advanceTimersByTimeAsync(4_000);
    const lease = leased('o-1', askedAtMs);
    await jest.advanceTimersByTimeAsync(0);
    expect(lease.holdsFor(5_900)).toBe(true);
    expect(lease.holdsFor(6_000)).toBe(false);
    renew.mockImplementation(async (leases) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      return leases.map(() => true);
    });
    await jest.advanceTimersByTimeAsync(4_600);
    expect(lease.holdsFor(7_400)).toBe(true);
    expect(lease.holdsFor(7_500)).toBe(false);
  });

  it('gives up what another has taken over', async () => {
    const mine = leased('o-1');
    const lost = leased('o-2');
    renew.mockResolvedValue([true, false]);
    await jest.advanceTimersByTimeAsync(3_100);
    expect([mine.holdsFor(0), lost.holdsFor(0)]).toEqual([true, false]);
    expect(keeper.count).toBe(1);
  });

  it('lets a slow answer make rounds rarer', async () => {
    renew.mockReturnValue(new Promise(() => undefined));
    leased('o-1');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(renew).toHaveBeenCalledTimes(1);
  });
});
