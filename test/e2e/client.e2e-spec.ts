import { SluiceClient, SluiceProblem } from '@sluice/client';
import { setProfile, type Stack, startStack } from '../../scripts/stack/stack.ts';
import { createKeyFile, type KeyFile } from '../support/api-keys';
import { eventually } from '../support/eventually';

const API_KEY = 'client-key-0123456789';

let keyFile: KeyFile;
let stack: Stack;
let client: SluiceClient;
let serial = 0;

beforeAll(async () => {
  keyFile = await createKeyFile([{ client: 'acme', key: API_KEY, roles: ['client'] }]);
  stack = await startStack({ gateways: 2, env: { API_KEYS_FILE: keyFile.path } });
  client = new SluiceClient({ baseUrl: stack.gatewayUrls[0]!, apiKey: API_KEY });
}, 60_000);

afterAll(async () => {
  await stack.stop();
  await keyFile.remove();
}, 30_000);

beforeEach(() => setProfile(stack.backendUrl, 'steady'));

const newOrder = () => ({
  orderNumber: `SDK-${process.pid}-${++serial}`,
  items: [{ sku: 'book', quantity: 1, unitPrice: 100 }],
});

const slowly = (ms: number) =>
  setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms }, workers: 16 });

describe('the client', () => {
  it('submits, tracks to the end, reads and finds', async () => {
    await slowly(200);
    const order = newOrder();
    const taken = await client.submit(order);
    const states: string[] = [];
    for await (const { status } of client.track(taken.id)) states.push(status);
    expect(states.at(-1)).toBe('completed');
    expect(states.length).toBeGreaterThan(1);
    expect(await client.get(taken.id)).toMatchObject({ id: taken.id, status: 'completed' });
    expect((await client.findByNumber(order.orderNumber))?.id).toBe(taken.id);
    expect(await client.findByNumber('unknown')).toBeUndefined();
  });

  it('waits for the outcome, longer than one request is held, or not at all', async () => {
    expect(await client.submitAndWait(newOrder(), { waitS: 10 })).toMatchObject({
      status: 'completed',
    });
    await slowly(1_500);
    expect((await client.submitAndWait(newOrder(), { waitS: 0 })).status).toBe('queued');
    expect((await client.submitAndWait(newOrder(), { waitS: 1 })).status).toBe('processing');
  });

  it('makes one order of two submissions with one key', async () => {
    const order = newOrder();
    const options = { idempotencyKey: 'my "own" key' };
    const [first, second] = [
      await client.submit(order, options),
      await client.submit(order, options),
    ];
    expect(second.id).toBe(first.id);
    await expect(client.submit(order)).rejects.toMatchObject({ code: 'duplicate-order' });
  });

  it('submits a batch, one of it wrong', async () => {
    const results = await client.batch([newOrder(), { ...newOrder(), items: [] }]);
    expect(results).toMatchObject([
      { status: 202, order: { status: 'queued' } },
      { status: 400, problem: { code: 'invalid-request' } },
    ]);
  });

  it('cannot cancel what is done, and says why', async () => {
    const { id } = await client.submitAndWait(newOrder());
    const refusal = await client.cancel(id).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SluiceProblem);
    expect(refusal).toMatchObject({ code: 'order-not-cancellable', retryable: false });
  });

  it('goes on tracking when its gateway is killed and comes back', async () => {
    await slowly(3_000);
    const taken = await client.submit(newOrder());
    const states: string[] = [];
    const tracking = (async () => {
      for await (const { status } of client.track(taken.id)) states.push(status);
    })();
    await eventually(() => expect(states).toContain('processing'));
    await stack.service('gateway-1').stop({ force: true });
    await stack.service('gateway-1').start();
    await tracking;
    expect(states.at(-1)).toBe('completed');
  }, 40_000);
});
