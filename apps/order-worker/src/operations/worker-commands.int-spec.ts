import { ClientProxyFactory, type ClientProxy, Transport } from '@nestjs/microservices';
import { type LimiterSettings, workerPattern, type WorkerCommand } from '@sluice/contracts';
import type { WorkerState } from '@sluice/contracts';
import { WorkersRoll } from '@sluice/order-lifecycle';
import { connectionOptions } from '@sluice/platform';
import { firstValueFrom, timeout } from 'rxjs';
import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerRig } from '../testing/worker-rig';

describe("operators' commands", () => {
  let rig: WorkerRig;
  let client: ClientProxy;
  let roll: WorkersRoll;

  beforeAll(async () => {
    rig = await WorkerRig.start();
    roll = new WorkersRoll(rig.redis);
    client = ClientProxyFactory.create({
      transport: Transport.REDIS,
      options: { ...connectionOptions(rig.server.url), retryAttempts: 1_000, retryDelay: 50 },
    });
  });
  afterEach(() => rig.clear());
  afterAll(async () => {
    await client.close();
    await rig.stop();
  });

  function ask(
    workerId: string,
    command: WorkerCommand,
    payload: object = {},
  ): Promise<WorkerState> {
    const answer = client.send<WorkerState>(workerPattern(workerId, command), payload);
    return firstValueFrom(answer.pipe(timeout(2_000)));
  }

  /** Ids of the workers on the roll, once there are as many. */
  function workersOnRoll(count: number): Promise<string[]> {
    return eventually(async () => {
      const workers = await roll.list();
      expect(workers).toHaveLength(count);
      return workers.map(({ workerId }) => workerId);
    });
  }

  it('are answered by each worker with its state', async () => {
    await Promise.all([rig.worker({ ORDER_CONCURRENCY: '3' }), rig.worker()]);
    const ids = await workersOnRoll(2);
    const states = await Promise.all(ids.map((id) => ask(id, 'state')));
    expect(states.map(({ workerId }) => workerId)).toEqual(ids);
    expect(states.map(({ limiter }) => limiter.concurrency).sort()).toEqual([16, 3]);
    for (const state of states) expect(state).toMatchObject({ paused: false, inFlight: 0 });
  });

  it('show what is in flight and what was done', async () => {
    rig.backend.answer = savesAfter(300);
    await rig.worker({ ORDER_CONCURRENCY: '2' });
    const [id = ''] = await workersOnRoll(1);
    await rig.submit(2);
    await eventually(async () => expect((await ask(id, 'state')).inFlight).toBe(2));
    await eventually(async () => {
      const expected = { inFlight: 0, settled: { completed: 2, failed: 0, retried: 0 } };
      expect(await ask(id, 'state')).toMatchObject(expected);
    });
  });

  it('pause a worker at once, and what it held is left to others', async () => {
    rig.backend.answer = savesAfter(150);
    await rig.worker({ ORDER_CONCURRENCY: '1' });
    const [id = ''] = await workersOnRoll(1);
    const orders = await rig.submit(12);
    await eventually(() => expect(rig.backend.calls.length).toBe(2));
    expect((await ask(id, 'pause')).paused).toBe(true);
    await eventually(async () => {
      expect(await rig.statuses(orders)).toMatchObject({ completed: 2, queued: 10 });
      expect(await rig.redis.llen('{sluice}:orders:active')).toBe(0);
      expect(await rig.redis.llen('{sluice}:orders:wait')).toBe(10);
    });
    await rig.worker({ ORDER_CONCURRENCY: '10' });
    await eventually(async () => expect(await rig.statuses(orders)).toEqual({ completed: 12 }));
    expect((await ask(id, 'state')).settled.completed).toBe(2);
  });

  it('pause an idle worker, too, and resume it', async () => {
    await rig.worker();
    const [id = ''] = await workersOnRoll(1);
    await ask(id, 'pause');
    await ask(id, 'resume');
    await ask(id, 'pause');
    const orders = await rig.submit(5);
    await expect(
      eventually(() => expect(rig.backend.calls).not.toEqual([]), { timeoutMs: 1_500 }),
    ).rejects.toThrow();
    expect((await ask(id, 'resume')).paused).toBe(false);
    await eventually(async () => expect(await rig.statuses(orders)).toEqual({ completed: 5 }));
  });

  it('widen and narrow the limiter while orders flow', async () => {
    rig.backend.answer = savesAfter(40);
    await rig.worker({ ORDER_CONCURRENCY: '1' });
    const [id = ''] = await workersOnRoll(1);
    const orders = await rig.submit(150);
    await eventually(() => expect(rig.backend.calls.length).toBeGreaterThan(3));
    expect(rig.backend.mostAtOnce).toBe(1);
    const answer = await ask(id, 'limiter', { concurrency: 12 });
    expect(answer.limiter).toEqual({ concurrency: 12, rateMax: null, rateWindowMs: 1_000 });
    await eventually(() => expect(rig.backend.mostAtOnce).toBe(12));
    await ask(id, 'limiter', { concurrency: 2 });
    await eventually(async () => expect((await ask(id, 'state')).inFlight).toBeLessThanOrEqual(2));
    rig.backend.mostAtOnce = 0;
    await eventually(async () => expect(await rig.statuses(orders)).toEqual({ completed: 150 }), {
      timeoutMs: 10_000,
    });
    expect(rig.backend.mostAtOnce).toBeLessThanOrEqual(2);
  }, 20_000);

  it('set a rate at once, and take it off', async () => {
    await rig.worker();
    const [id = ''] = await workersOnRoll(1);
    await ask(id, 'limiter', { rateMax: 1, rateWindowMs: 60_000 });
    const orders = await rig.submit(20);
    await eventually(() => expect(rig.backend.calls).toHaveLength(1));
    await ask(id, 'limiter', { rateMax: null });
    await eventually(async () => expect(await rig.statuses(orders)).toEqual({ completed: 20 }));
  });

  it('are remembered by workers that start later', async () => {
    const first = await rig.worker();
    const [id = ''] = await workersOnRoll(1);
    const settings: LimiterSettings = { concurrency: 3, rateMax: 500, rateWindowMs: 2_000 };
    await ask(id, 'limiter', settings);
    await first.stop();
    await workersOnRoll(0);
    await rig.worker({ ORDER_CONCURRENCY: '9' });
    const [later = ''] = await workersOnRoll(1);
    expect((await ask(later, 'state')).limiter).toEqual(settings);
  });

  it.each([{ concurrency: 0 }, { concurrency: '8' }, { rateMax: -1 }, { rateWindowMs: 1.5 }])(
    'refuse a limiter that makes no sense: %j',
    async (settings) => {
      await rig.worker();
      const [id = ''] = await workersOnRoll(1);
      await expect(ask(id, 'limiter', settings)).rejects.toMatchObject({ status: 'error' });
      expect((await ask(id, 'state')).limiter.concurrency).toBe(16);
    },
  );

  it('still arrive after Redis was away', async () => {
    await rig.worker();
    const [id = ''] = await workersOnRoll(1);
    await ask(id, 'state');
    await rig.server.kill();
    await rig.server.restart();
    await eventually(async () => expect((await ask(id, 'pause')).paused).toBe(true), {
      timeoutMs: 10_000,
    });
    expect(await workersOnRoll(1)).toEqual([id]);
  }, 20_000);

  it('leave the roll with the worker, and forget one that vanished', async () => {
    const worker = await rig.worker();
    await workersOnRoll(1);
    await worker.stop();
    expect(await roll.list()).toEqual([]);
    await roll.sign({ workerId: 'ghost' } as WorkerState);
    expect(await roll.list()).toHaveLength(1);
    await rig.redis.zadd('{sluice}:workers:seen', Date.now() - 5_000, 'ghost');
    expect(await roll.list()).toEqual([]);
    await rig.redis.zadd('{sluice}:workers:seen', Date.now() - 120_000, 'ghost');
    await rig.worker();
    await workersOnRoll(1);
    expect(await rig.redis.hexists('{sluice}:workers', 'ghost')).toBe(0);
  });
});
