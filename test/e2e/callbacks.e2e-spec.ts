import { type Stack, setProfile, startStack } from '../../scripts/stack/stack.ts';
import { eventually } from '../support/eventually';
import { CALLBACK_SECRET, CallbackReceiver } from './callback-receiver';
import { newOrder, send } from './http-client';

let stack: Stack;
let gateway: string;
let receiver: CallbackReceiver;

beforeAll(async () => {
  receiver = await CallbackReceiver.start();
  stack = await startStack({
    workers: 2,
    supervised: true,
    env: {
      CALLBACK_SECRET,
      CALLBACK_ALLOW_PRIVATE: 'true',
      CALLBACK_RETRY_BASE_MS: '100',
      CALLBACK_RETRY_CAP_MS: '200',
      CALLBACK_ATTEMPTS: '3',
      LEASE_MS: '1500',
    },
  });
  gateway = stack.gatewayUrls[0]!;
}, 60_000);

afterAll(async () => {
  await receiver.stop();
  await stack.stop();
}, 30_000);

beforeEach(async () => {
  await setProfile(stack.backendUrl, 'steady');
  receiver.answer = (response) => void response.writeHead(204).end();
});

const submit = (path: string, changes: object = {}) =>
  send('POST', `${gateway}/v1/orders/${path}`, newOrder({ callbackUrl: receiver.url, ...changes }));

const toldOf = (orderId: unknown, times = 1) =>
  eventually(
    () => {
      const callbacks = receiver.of(orderId);
      expect(callbacks).toHaveLength(times);
      return callbacks;
    },
    { timeoutMs: 15_000 },
  );

describe('a callback', () => {
  it.each(['async', 'sync'])('tells what GET tells of an order taken in by %s', async (path) => {
    const { body } = await submit(path);
    const [callback] = await toldOf(body['id']);
    const read = await send('GET', `${gateway}/v1/orders/${String(body['id'])}`);
    expect(callback?.order).toEqual(read.body);
    expect(callback?.order['status']).toBe('completed');
    expect(receiver.refusals).toEqual([]);
  });

  it('leaves the order as it goes to the backend alone', async () => {
    const order = newOrder({ callbackUrl: `${receiver.url}#part` });
    const { body } = await send('POST', `${gateway}/v1/orders/async`, order);
    await toldOf(body['id']);
    const saved = await send('GET', `${stack.backendUrl}/orders/${String(body['id'])}`);
    expect(saved.body['order']).toEqual(order);
  });

  it('tells of an order that was cancelled, and of one that expired', async () => {
    const queue = `${gateway}/v1/queues/orders`;
    await send('POST', `${queue}/pause`);
    const cancelled = (await submit('async')).body['id'];
    const headers = { 'order-ttl': '1' };
    const late = newOrder({ callbackUrl: receiver.url });
    const expired = (await send('POST', `${gateway}/v1/orders/async`, late, headers)).body['id'];
    await send('DELETE', `${gateway}/v1/orders/${String(cancelled)}`);
    expect((await toldOf(cancelled))[0]?.order['status']).toBe('cancelled');
    expect((await toldOf(expired))[0]?.order['status']).toBe('expired');
    await send('POST', `${queue}/resume`);
  });

  it('survives the workers that were delivering it, under one id', async () => {
    receiver.answer = () => undefined;
    const { body } = await submit('async');
    await toldOf(body['id']);
    for (const name of ['order-worker-1', 'order-worker-2']) stack.service(name).kill('SIGKILL');
    const before = receiver.callbacks.length;
    receiver.answer = (response) => void response.writeHead(204).end();
    await eventually(() => expect(receiver.callbacks.length).toBeGreaterThan(before), {
      timeoutMs: 20_000,
    });
    expect(receiver.of(body['id'])).toHaveLength(1);
  }, 40_000);
});

describe('operators', () => {
  const queue = () => `${gateway}/v1/queues/callbacks`;

  it('see the queue, stop it and let it go on', async () => {
    expect((await send('POST', `${queue()}/pause`)).body).toMatchObject({ paused: true });
    const { body } = await submit('sync');
    const stopped = await eventually(async () => {
      const answer = await send('GET', queue());
      expect(answer.body).toMatchObject({ name: 'callbacks', paused: true, queued: 1 });
      return answer;
    });
    expect(stopped.body['oldestAgeMs']).toBeGreaterThanOrEqual(0);
    expect(receiver.of(body['id'])).toEqual([]);
    const health = await send('GET', `${gateway}/health`);
    expect(JSON.stringify(health.body)).toContain('"callbacks"');
    await send('POST', `${queue()}/resume`);
    await toldOf(body['id']);
    expect((await send('PATCH', `${queue()}/limiter`, { concurrency: 1 })).status).toBe(404);
    const names = (await send('GET', `${gateway}/v1/queues`)).body['queues'] as { name: string }[];
    expect(names.map(({ name }) => name)).toEqual(['orders', 'callbacks', 'unlinkings']);
  });

  it('find what was given up, and send it again', async () => {
    receiver.answer = (response) => void response.writeHead(500).end();
    const { body } = await submit('async');
    const letters = async () => {
      const answer = await send('GET', `${queue()}/dead-letters`);
      return answer.body['deadLetters'] as Record<string, unknown>[];
    };
    const [letter] = await eventually(
      async () => {
        const found = await letters();
        expect(found).toHaveLength(1);
        return found;
      },
      { timeoutMs: 15_000 },
    );
    expect(letter).toMatchObject({
      status: 'failed',
      url: receiver.url,
      attempts: 3,
      error: { code: 'callback-failed' },
      links: { order: `/v1/orders/${String(body['id'])}` },
    });
    receiver.answer = (response) => void response.writeHead(200).end();
    const before = receiver.callbacks.length;
    const retry = `${queue()}/dead-letters/${String(letter?.['id'])}/retry`;
    expect((await send('POST', retry)).status).toBe(202);
    await eventually(() => expect(receiver.callbacks).toHaveLength(before + 1));
    await eventually(async () => expect(await letters()).toEqual([]));
    expect((await send('POST', retry)).status).toBe(404);
  }, 30_000);
});

describe.each(['orders', 'callbacks', 'unlinkings'])('the queue %s', (name) => {
  const queue = () => `${gateway}/v1/queues/${name}`;

  it('can be looked at, stopped and let go on', async () => {
    expect((await send('GET', queue())).body).toMatchObject({ name, queued: 0, paused: false });
    expect((await send('POST', `${queue()}/pause`)).body).toMatchObject({ name, paused: true });
    expect((await send('POST', `${queue()}/resume`)).body).toMatchObject({ name, paused: false });
  });

  it('lists dead letters, and retries none that there is not', async () => {
    expect((await send('GET', `${queue()}/dead-letters`)).body).toEqual({ deadLetters: [] });
    for (const id of ['nothing', '00000a11-1111-8111-8111-111111111111-1']) {
      const answer = await send('POST', `${queue()}/dead-letters/${id}/retry`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });
});

describe('a gateway that calls nobody inside', () => {
  let strict: Stack;

  beforeAll(async () => {
    strict = await startStack({
      workers: 0,
      redisUrl: stack.redisUrl,
      backendUrl: stack.backendUrl,
    });
  }, 60_000);
  afterAll(() => strict.stop(), 30_000);

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost:8080/',
    'http://metadata.google.internal/',
    'https://user:secret@example.org/',
    'http://example.org:22/',
  ])('refuses %s', async (callbackUrl) => {
    for (const path of ['async', 'sync']) {
      const answer = await send(
        'POST',
        `${strict.gatewayUrls[0]}/v1/orders/${path}`,
        newOrder({ callbackUrl }),
      );
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        code: 'invalid-request',
        errors: [{ pointer: '/callbackUrl' }],
      });
    }
  });

  it('takes a public one, with a secret of its own', async () => {
    const order = newOrder({ callbackUrl: 'https://hooks.example/orders' });
    const answer = await send('POST', `${strict.gatewayUrls[0]}/v1/orders/async`, order);
    expect(answer.status).toBe(202);
    await send('DELETE', `${strict.gatewayUrls[0]}/v1/orders/${String(answer.body['id'])}`);
  });
});
