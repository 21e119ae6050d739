import { ClientProxyFactory, type ClientProxy, Transport } from '@nestjs/microservices';
import {
  type LimiterSettings,
  workerPattern,
  type WorkerCommand,
  type WorkerState,
} from '@sluice/contracts';
import { WorkerRegistry } from '@sluice/task-queue';
import { connectionOptions } from '@sluice/platform';
import { firstValueFrom, timeout } from 'rxjs';
import { eventually } from '../../../../test/support/eventually';
import { savesAfter } from '../testing/stub-backend';
import { WorkerHarness } from '../testing/worker-harness';

describe("operators' commands", () => {
  let harness: WorkerHarness;
  let client: ClientProxy;
  let registry: WorkerRegistry;

  beforeAll(async () => {
    harness = await WorkerHarness.start();
    registry = new WorkerRegistry(harness.redis);
    client = ClientProxyFactory.create({
      transport: Transport.REDIS,
      options: { ...connectionOptions(harness.server.url), retryAttempts: 1_000, retryDelay: 50 },
    });
  });
  afterEach(() => harness.clear());
  afterAll(async () => {
    await client.close();
    await harness.stop();
  });

  function ask(workerId: string, command: WorkerCommand): Promise<WorkerState> {
    const answer = client.send<WorkerState>(workerPattern(workerId, command), {});
    return firstValueFrom(answer.pipe(timeout(2_000)));
  }

  /** Ids of the registered workers, once there are as many. */
  function workersRegistered(count: number): Promise<string[]> {
    return eventually(async () => {
      const workers = await registry.list();
      expect(workers).toHaveLength(count);
      return workers.map(({ workerId }) => workerId);
    });
  }

  it('are answered by each worker with its state', async () => {
    await Promise.all([harness.worker({ ORDER_CONCURRENCY: '3' }), harness.worker()]);
    const ids = await workersRegistered(2);
    const states = await Promise.all(ids.map((id) => ask(id, 'state')));
    expect(states.map(({ workerId }) => workerId)).toEqual(ids);
    expect(states.map(({ limiter }) => limiter.concurrency).sort()).toEqual([16, 3]);
    for (const state of states) expect(state).toMatchObject({ paused: false, inFlight: 0 });
  });

  it('show what is in flight and what was done', async () => {
    harness.backend.answer = savesAfter(300);
    await harness.worker({ ORDER_CONCURRENCY: '2' });
    const [id = ''] = await workersRegistered(1);
    await harness.submit(2);
    await eventually(async () => expect((await ask(id, 'state')).inFlight).toBe(2));
    await eventually(async () => {
      const expected = { inFlight: 0, settled: { completed: 2, failed: 0, retried: 0 } };
      expect(await ask(id, 'state')).toMatchObject(expected);
    });
  });

  /** As a gateway does it: first the wish, then the command. */
  async function pause(workerId: string): Promise<WorkerState> {
    await harness.queue.pause();
    return ask(workerId, 'pause');
  }
  async function resume(workerId: string): Promise<WorkerState> {
    await harness.queue.resume();
    return ask(workerId, 'resume');
  }
  async function limit(workerId: string, changes: Partial<LimiterSettings>): Promise<WorkerState> {
    await harness.limiter.save(changes);
    return ask(workerId, 'limiter');
  }

  it('pause all workers at once, those that start later too', async () => {
    harness.backend.answer = savesAfter(150);
    await harness.worker({ ORDER_CONCURRENCY: '1' });
    const [id = ''] = await workersRegistered(1);
    const orders = await harness.submit(12);
    await eventually(() => expect(harness.backend.calls.length).toBe(2));
    expect((await pause(id)).paused).toBe(true);
    await eventually(async () =>
      expect(await harness.statuses(orders)).toMatchObject({ completed: 2, queued: 10 }),
    );
    await harness.worker({ ORDER_CONCURRENCY: '10' });
    const ids = await workersRegistered(2);
    for (const one of ids) expect((await ask(one, 'pause')).paused).toBe(true);
    expect(harness.backend.calls).toHaveLength(2);
    expect((await resume(id)).paused).toBe(false);
    await eventually(async () => expect(await harness.statuses(orders)).toEqual({ completed: 12 }));
    await eventually(async () => {
      const states = await Promise.all(ids.map((one) => ask(one, 'state')));
      expect(states.map(({ paused }) => paused)).toEqual([false, false]);
    });
  });

  it('pause an idle worker, too, and resume it', async () => {
    await harness.worker();
    const [id = ''] = await workersRegistered(1);
    await pause(id);
    await resume(id);
    await pause(id);
    const orders = await harness.submit(5);
    await expect(
      eventually(() => expect(harness.backend.calls).not.toEqual([]), { timeoutMs: 1_500 }),
    ).rejects.toThrow();
    expect((await resume(id)).paused).toBe(false);
    await eventually(async () => expect(await harness.statuses(orders)).toEqual({ completed: 5 }));
  });

  it('are not needed: a worker follows by itself what it missed', async () => {
    await harness.worker();
    const [id = ''] = await workersRegistered(1);
    await harness.queue.pause();
    await harness.limiter.save({ concurrency: 3 });
    await eventually(
      async () => {
        const state = await ask(id, 'state');
        expect(state).toMatchObject({ paused: true, limiter: { concurrency: 3 } });
      },
      { timeoutMs: 8_000 },
    );
  }, 15_000);

  it('find a pause again that Redis kept over its own restart', async () => {
    await harness.worker();
    const [id = ''] = await workersRegistered(1);
    await pause(id);
    await harness.server.kill();
    await harness.server.restart();
    await eventually(() => harness.queue.resume(), { timeoutMs: 10_000 });
    const orders = await eventually(() => harness.submit(3), { timeoutMs: 10_000 });
    await eventually(async () => expect(await harness.statuses(orders)).toEqual({ completed: 3 }), {
      timeoutMs: 10_000,
    });
  }, 30_000);

  it('widen and narrow the limiter while orders flow', async () => {
    harness.backend.answer = savesAfter(40);
    await harness.worker({ ORDER_CONCURRENCY: '1' });
    const [id = ''] = await workersRegistered(1);
    const orders = await harness.submit(150);
    await eventually(() => expect(harness.backend.calls.length).toBeGreaterThan(3));
    expect(harness.backend.mostAtOnce).toBe(1);
    const answer = await limit(id, { concurrency: 12 });
    expect(answer.limiter).toEqual({ concurrency: 12, rateMax: null, rateWindowMs: 1_000 });
    await eventually(() => expect(harness.backend.mostAtOnce).toBe(12));
    await limit(id, { concurrency: 2 });
    await eventually(async () => expect((await ask(id, 'state')).inFlight).toBeLessThanOrEqual(2));
    harness.backend.mostAtOnce = 0;
    await eventually(
      async () => expect(await harness.statuses(orders)).toEqual({ completed: 150 }),
      {
        timeoutMs: 10_000,
      },
    );
    expect(harness.backend.mostAtOnce).toBeLessThanOrEqual(2);
  }, 20_000);

  it('set a rate at once, and take it off', async () => {
    await harness.worker();
    const [id = ''] = await workersRegistered(1);
    await limit(id, { rateMax: 1, rateWindowMs: 60_000 });
    const orders = await harness.submit(20);
    await eventually(() => expect(harness.backend.calls).toHaveLength(1));
    await limit(id, { rateMax: null });
    await eventually(async () => expect(await harness.statuses(orders)).toEqual({ completed: 20 }));
  });

  it('are remembered by workers that start later', async () => {
    const first = await harness.worker();
    const [id = ''] = await workersRegistered(1);
    const settings: LimiterSettings = { concurrency: 3, rateMax: 500, rateWindowMs: 2_000 };
    await limit(id, settings);
    await first.stop();
    await workersRegistered(0);
    await harness.worker({ ORDER_CONCURRENCY: '9' });
    const [later = ''] = await workersRegistered(1);
    expect((await ask(later, 'state')).limiter).toEqual(settings);
  });

  it.each([{ concurrency: 0 }, { rateMax: -1 }, { rateWindowMs: 1.5 }])(
    'follow no limiter that makes no sense: %j',
    async (settings) => {
      await harness.worker();
      const [id = ''] = await workersRegistered(1);
      expect((await limit(id, settings)).limiter.concurrency).toBe(16);
    },
  );

  it('still arrive after Redis was away', async () => {
    await harness.worker();
    const [id = ''] = await workersRegistered(1);
    await ask(id, 'state');
    await harness.server.kill();
    await harness.server.restart();
    await eventually(async () => expect((await pause(id)).paused).toBe(true), {
      timeoutMs: 10_000,
    });
    expect(await workersRegistered(1)).toEqual([id]);
  }, 20_000);

  it('are registered while they run, and one that vanished is forgotten', async () => {
    const worker = await harness.worker();
    await workersRegistered(1);
    await worker.stop();
    expect(await registry.list()).toEqual([]);
    await registry.heartbeat({ workerId: 'vanished' } as WorkerState);
    expect(await registry.list()).toHaveLength(1);
    await harness.redis.zadd('{sluice}:workers:seen', Date.now() - 5_000, 'vanished');
    expect(await registry.list()).toEqual([]);
    await harness.redis.zadd('{sluice}:workers:seen', Date.now() - 120_000, 'vanished');
    await harness.worker();
    await workersRegistered(1);
    expect(await harness.redis.hexists('{sluice}:workers', 'vanished')).toBe(0);
  });
});
