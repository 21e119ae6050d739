import { randomUUID } from 'node:crypto';
import { setProfile, type Stack, startStack } from '../../scripts/stack/stack.ts';
import { startTestBroker, type TestBroker } from '../support/broker-server';
import { eventually } from '../support/eventually';
import { kafkaClient } from './kafka-client';
import type { Answer, MessageClient } from './message-client';
import { natsClient } from './nats-client';
import { rabbitmqClient } from './rabbitmq-client';

const BROKERS = [
  ['rabbitmq', 'RABBITMQ_URL', rabbitmqClient],
  ['nats', 'NATS_URL', natsClient],
  ['kafka', 'KAFKA_BROKERS', kafkaClient],
] as const;

const SOON = { timeoutMs: 20_000 };
const ORDERS = 40;

describe.each(BROKERS)('orders as messages over %s', (name, setting, connect) => {
  let broker: TestBroker;
  let stack: Stack;
  let client: MessageClient;

  beforeAll(async () => {
    broker = await startTestBroker(name);
    const env = { MESSAGING: name, [setting]: broker.url, CALLBACK_RETRY_BASE_MS: '200' };
    stack = await startStack({ gateways: 2, env });
    client = await connect(broker.url);
  }, 120_000);
  afterAll(async () => {
    await (client as MessageClient | undefined)?.close();
    // Whatever has not come to be does not keep the rest from being stopped.
    const started: ({ stop(): Promise<void> } | undefined)[] = [stack, broker];
    await Promise.allSettled(started.map(async (it) => it?.stop()));
  }, 60_000);

  const submit = async (order: object | string, headers: Record<string, string> = {}) => {
    const correlationId = randomUUID();
    const body = typeof order === 'string' ? order : JSON.stringify(order);
    const all = { correlationId, replyTo: client.destination, ...headers };
    await client.submit(
      body,
      Object.fromEntries(Object.entries(all).filter(([, it]) => it !== '')),
    );
    return correlationId;
  };
  const answersTo = (correlationId: string): Answer[] =>
    client.answers.filter((answer) => answer.correlationId === correlationId);
  const answer = (correlationId: string, kind: string): Promise<Answer> =>
    eventually(() => {
      const found = answersTo(correlationId).find((it) => it.kind === kind);
      if (!found) throw new Error(`no ${kind}; ${JSON.stringify(answersTo(correlationId))}`);
      return found;
    }, SOON);

  it('are taken in, and their outcome comes to the response destination', async () => {
    const order = newOrder();
    const correlationId = await submit(order, { orderTtl: '600' });
    const accepted = await answer(correlationId, 'accepted');
    expect(accepted.body).toMatchObject({ orderNumber: order.orderNumber, status: 'queued' });
    const ended = await answer(correlationId, 'ended');
    expect(ended.body).toMatchObject({ id: accepted.body['id'], status: 'completed' });
    expect(answersTo(correlationId)).toHaveLength(2);
  });

  it('are shared out among the gateways, each to one', async () => {
    const before = await takenInBy(stack.gatewayUrls);
    const ids = await Promise.all(Array.from({ length: ORDERS }, () => submit(newOrder())));
    await Promise.all(ids.map((id) => answer(id, 'ended')));
    const after = await takenInBy(stack.gatewayUrls);
    expect(sum(after) - sum(before)).toBe(ORDERS);
    expect(new Set(ids.flatMap(answersTo).map(({ body }) => body['id'])).size).toBe(ORDERS);
  }, 60_000);

  it('are the same order when the same message comes again', async () => {
    const order = newOrder();
    const first = await answer(await submit(order), 'accepted');
    const again = await answer(await submit(order), 'accepted');
    expect(again.body['id']).toBe(first.body['id']);
    const other = await submit({ ...order, notes: 'another one' });
    const refused = await answer(other, 'refused');
    expect(refused.body).toMatchObject({ code: 'duplicate-order', status: 409 });
  });

  it.each([
    ['no JSON', '{"orderNumber":', 'invalid-json'],
    ['a key twice', '{"orderNumber":"A","orderNumber":"B"}', 'invalid-request'],
    ['no items', '{"orderNumber":"A-1"}', 'invalid-request'],
  ])('are refused with a problem when they are %s', async (_what, body, code) => {
    const refused = await answer(await submit(body), 'refused');
    expect(refused.body).toMatchObject({ code, status: 400 });
  });

  it('are set aside, once, when they are none and nobody is to be told', async () => {
    const before = await client.buried();
    await submit('nonsense', { replyTo: '' });
    await eventually(async () => expect(await client.buried()).toBe(before + 1), SOON);
    // What comes after it is taken in as ever: it does not come back and block the way.
    await answer(await submit(newOrder()), 'ended');
    expect(await client.buried()).toBe(before + 1);
  });

  it('have their outcome sent although the gateway that took them in is dead', async () => {
    await setProfile(stack.backendUrl, { latency: { kind: 'fixed', ms: 1_500 }, workers: null });
    const correlationId = await submit(newOrder());
    await answer(correlationId, 'accepted');
    const gateways = stack.services.filter((service) => service.name.startsWith('gateway'));
    for (const gateway of gateways) gateway.kill('SIGKILL');
    expect((await answer(correlationId, 'ended')).body).toMatchObject({ status: 'completed' });
    await Promise.all(gateways.map((gateway) => gateway.start()));
    await setProfile(stack.backendUrl, 'steady');
  }, 60_000);

  it('come again after a restart of the broker', async () => {
    if (!client.reconnects) await client.close();
    await broker.restart();
    if (!client.reconnects) client = await connect(broker.url);
    await eventually(
      async () => {
        const correlationId = await submit(newOrder());
        await eventually(() => expect(answersTo(correlationId)).toHaveLength(2), {
          timeoutMs: 3_000,
        });
      },
      { timeoutMs: 60_000, intervalMs: 200 },
    );
  }, 120_000);
});

function newOrder() {
  const items = [{ sku: 'book', quantity: 2, unitPrice: 1250 }];
  return { orderNumber: `M-${randomUUID()}`, items };
}

async function takenInBy(gatewayUrls: readonly string[]): Promise<number[]> {
  const texts = await Promise.all(
    gatewayUrls.map(async (url) => (await fetch(`${url}/metrics`)).text()),
  );
  const line = /^sluice_message_submissions_total\{.*outcome="accepted".*\} (\d+)$/m;
  return texts.map((text) => Number(line.exec(text)?.[1]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
