import { Redis } from 'ioredis';
import { setProfile, type Stack, startStack } from '../../scripts/stack/stack.ts';
import { bearer, createKeyFile, type KeyFile } from '../support/api-keys';
import { eventually } from '../support/eventually';
import { type Answer, newOrder, send } from './http-client';

const FAST = { latency: { kind: 'fixed', ms: 5 }, workers: 64 };
const SLOW = { latency: { kind: 'fixed', ms: 400 }, workers: 64 };
const keyOf = (client: string) => `${client}-key-0123456789`;
const CLIENTS = [
  { client: 'ops', key: keyOf('ops'), roles: ['client', 'ops'] },
  { client: 'greedy', key: keyOf('greedy'), roles: ['client'] },
  { client: 'small', key: keyOf('small'), roles: ['client'] },
  { client: 'capped', key: keyOf('capped'), roles: ['client'], maxInFlight: 2 },
];

let keyFile: KeyFile;
let stack: Stack;

beforeAll(async () => {
  keyFile = await createKeyFile(CLIENTS);
  stack = await startStack({
    gateways: 2,
    workers: 2,
    env: {
      API_KEYS_FILE: keyFile.path,
      QUEUE_LIMIT: '400',
      ORDER_CONCURRENCY: '8',
      LEASE_MS: '3000',
    },
    profile: FAST,
  });
}, 60_000);

afterAll(async () => {
  await stack.stop();
  await keyFile.remove();
}, 30_000);

interface Submission {
  path?: string;
  body?: unknown;
  headers?: Record<string, string>;
  gateway?: number;
}

function submit(client: string, { path = '/async', body, headers, gateway = 0 }: Submission = {}) {
  const url = `${stack.gatewayUrls[gateway]}/v1/orders${path}`;
  return send('POST', url, body ?? newOrder(), { ...bearer(keyOf(client)), ...headers });
}

const many = (client: string, count: number) =>
  Promise.all(Array.from({ length: count }, () => submit(client)));

const get = (path: string, client = 'ops') =>
  send('GET', `${stack.gatewayUrls[0]}${path}`, undefined, bearer(keyOf(client)));

const operate = (method: string, what: string, body?: unknown) =>
  send(method, `${stack.gatewayUrls[0]}/v1/queues/orders/${what}`, body, bearer(keyOf('ops')));

const statusOf = async ({ headers }: Answer, client: string) =>
  (await get(headers.get('location')!, client)).body['status'];

async function untilAllEnded(answers: Answer[], client: string): Promise<unknown[]> {
  return eventually(
    async () => {
      const statuses = await Promise.all(answers.map((answer) => statusOf(answer, client)));
      expect(statuses.filter((one) => one === 'queued' || one === 'processing')).toEqual([]);
      return statuses;
    },
    { timeoutMs: 25_000 },
  );
}

async function untilEmpty(): Promise<void> {
  await eventually(
    async () => {
      const { body } = await get('/v1/queues/orders');
      expect([body['queued'], body['processing']]).toEqual([0, 0]);
    },
    { timeoutMs: 25_000 },
  );
}

describe('one client', () => {
  it('neither delays nor locks out another one with all that it has waiting', async () => {
    await operate('POST', 'pause');
    const greedy = await many('greedy', 230);
    const kinds = greedy.map(({ status, body }) => body['code'] ?? status);
    expect(kinds.filter((one) => one === 202)).toHaveLength(200);
    expect(kinds.filter((one) => one === 'client-queue-full')).toHaveLength(30);
    const refused = greedy.find(({ status }) => status === 429)!;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    await setProfile(stack.backendUrl, SLOW);
    await operate('POST', 'resume');
    const startedAtMs = performance.now();
    const small = await submit('small', { path: '', headers: { prefer: 'wait=10' } });
    expect(small).toMatchObject({ status: 200, body: { status: 'completed' } });
    const tookMs = performance.now() - startedAtMs;
    const { body } = await get('/v1/queues/orders');
    // By order of acceptance alone it would have come last.
    expect(body['queued']).toBeGreaterThan(100);
    expect(tookMs).toBeLessThan(5_000);
    await setProfile(stack.backendUrl, FAST);
    await untilEmpty();
  }, 60_000);

  it('has no more in flight than its key allows', async () => {
    await setProfile(stack.backendUrl, SLOW);
    const answers = await many('capped', 6);
    await eventually(async () => {
      const statuses = await Promise.all(answers.map((one) => statusOf(one, 'capped')));
      expect(statuses.filter((one) => one === 'processing')).toHaveLength(2);
    });
    const sync = await submit('capped', { path: '/sync' });
    expect(sync).toMatchObject({ status: 503, body: { code: 'gateway-saturated' } });
    await setProfile(stack.backendUrl, FAST);
    expect(await untilAllEnded(answers, 'capped')).toEqual(Array(6).fill('completed'));
  }, 40_000);
});

describe('the estimate of when to come back', () => {
  it('is about the same wherever it is given, and of the own place', async () => {
    await untilEmpty();
    await setProfile(stack.backendUrl, FAST);
    await untilAllEnded(await many('greedy', 150), 'greedy');
    await operate('POST', 'pause');
    const key = { 'idempotency-key': `"estimate-${process.pid}"` };
    await many('greedy', 190);
    const body = newOrder();
    const accepted = await submit('greedy', { body, headers: key });
    const replayed = await submit('greedy', { body, headers: key, gateway: 0 });
    const read = await get(accepted.headers.get('location')!, 'greedy');
    const waited = await submit('greedy', { path: '', headers: { prefer: 'wait=0' } });
    const first = Number(accepted.headers.get('retry-after'));
    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    for (const { headers } of [replayed, read, waited]) {
      const seconds = Number(headers.get('retry-after'));
      // The rate fades while nothing is drained, second by second.
      expect(seconds).toBeGreaterThanOrEqual(first);
      expect(first === 1 || seconds > 1).toBe(true);
    }
    const small = await submit('small');
    expect(Number(small.headers.get('retry-after'))).toBe(1);
    await operate('POST', 'resume');
    await untilEmpty();
  }, 60_000);
});

describe('operators', () => {
  it("pause and resume over a restart of Redis, at which everybody's connections end", async () => {
    await operate('POST', 'pause');
    const answers = await many('small', 20);
    await stack.service('redis').stop();
    await stack.service('redis').start();
    await eventually(async () => {
      expect((await operate('POST', 'resume')).status).toBe(200);
    });
    expect(await untilAllEnded(answers, 'small')).toEqual(Array(20).fill('completed'));
  }, 60_000);

  it('set the limiter and the pause while no worker runs', async () => {
    await Promise.all([1, 2].map((n) => stack.service(`order-worker-${n}`).stop()));
    const limited = await operate('PATCH', 'limiter', { concurrency: 3 });
    expect(limited).toMatchObject({ status: 200, body: { workers: [] } });
    expect(await operate('POST', 'pause')).toMatchObject({ status: 200, body: { paused: true } });
    const answers = await many('small', 10);
    await Promise.all([1, 2].map((n) => stack.service(`order-worker-${n}`).start()));
    await eventually(async () => {
      const { body } = await get('/v1/queues/orders');
      const workers = body['workers'] as { limiter: { concurrency: number }; paused: boolean }[];
      expect(workers.map(({ limiter }) => limiter.concurrency)).toEqual([3, 3]);
      expect(workers.map(({ paused }) => paused)).toEqual([true, true]);
      expect(body['queued']).toBe(10);
    });
    await operate('POST', 'resume');
    expect(await untilAllEnded(answers, 'small')).toEqual(Array(10).fill('completed'));
    await operate('PATCH', 'limiter', { concurrency: 8 });
  }, 60_000);
});

describe('frozen workers', () => {
  it('make no order fail that another one can do', async () => {
    const pid = stack.service('order-worker-1').pid!;
    process.kill(pid, 'SIGSTOP');
    try {
      const answers: Answer[] = [];
      for (let round = 0; round < 10; round += 1) {
        answers.push(...(await many('small', 4)));
        await eventually(async () => {
          expect(await statusOf(answers.at(-1)!, 'small')).not.toBe('queued');
        });
      }
      expect(await untilAllEnded(answers, 'small')).toEqual(Array(40).fill('completed'));
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  }, 60_000);
});

describe('the secret behind order ids', () => {
  it('is the same on all gateways that serve, whoever loses it', async () => {
    const redis = new Redis(stack.redisUrl);
    const order = newOrder();
    const first = await submit('small', { body: order });
    expect(first.status).toBe(202);
    await redis.del('{sluice}:order-id-key');
    await stack.service('gateway-2').stop();
    await stack.service('gateway-2').start();
    const again = await eventually(async () => {
      const answer = await submit('small', { body: order, gateway: 1 });
      // Nothing may be taken in meanwhile, least of all the same number.
      expect(answer.status).not.toBe(202);
      expect(answer.status).toBe(409);
      return answer;
    });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    await redis.quit();
  }, 60_000);
});

describe('a batch with an idempotency key', () => {
  it('keeps its key whenever something of it was taken in, however its copies fare', async () => {
    await untilEmpty();
    await operate('POST', 'pause');
    const room = 199;
    await many('greedy', room);
    for (let round = 0; round < 15; round += 1) {
      const batch = { orders: [newOrder()] };
      const headers = { 'idempotency-key': `"batch-${process.pid}-${round}"` };
      const last = await submit('greedy');
      const copies = Array.from({ length: 8 }, (_, nth) =>
        submit('greedy', { path: '/batch', body: batch, headers, gateway: nth % 2 }),
      );
      const freeing = send(
        'DELETE',
        `${stack.gatewayUrls[0]}${last.headers.get('location')}`,
        undefined,
        bearer(keyOf('greedy')),
      );
      const answers = await Promise.all(copies);
      await freeing;
      const takenIn = answers.filter(({ status }) => status === 202);
      const other = await submit('greedy', { headers, body: newOrder() });
      if (takenIn.length > 0) {
        expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
        const { results } = takenIn[0]!.body as unknown as {
          results: { order: { links: { self: string } } }[];
        };
        await send(
          'DELETE',
          `${stack.gatewayUrls[0]}${results[0]!.order.links.self}`,
          undefined,
          bearer(keyOf('greedy')),
        );
      } else if (other.status === 202) {
        await send(
          'DELETE',
          `${stack.gatewayUrls[0]}${other.headers.get('location')}`,
          undefined,
          bearer(keyOf('greedy')),
        );
      }
    }
    await operate('POST', 'resume');
    await untilEmpty();
  }, 60_000);
});
