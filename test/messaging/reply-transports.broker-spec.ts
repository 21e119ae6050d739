import { randomUUID } from 'node:crypto';
import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { startTestBroker, type TestBroker } from '../support/broker-server';
import { eventually } from '../support/eventually';

const TRANSPORTS = [
  ['kafka-partition', 'kafka', 'KAFKA_BROKERS'],
  ['kafka-filter', 'kafka', 'KAFKA_BROKERS'],
  ['jms-temporary-queue', 'artemis', 'AMQP_URL'],
  ['jms-selector', 'artemis', 'AMQP_URL'],
] as const;

const SOON = { timeoutMs: 30_000, intervalMs: 200 };
const GATEWAYS = 3;
const CALLERS = 30;

describe.each(TRANSPORTS)('three gateways with %s', (transport, brokerName, setting) => {
  let broker: TestBroker;
  let stack: Stack;

  beforeAll(async () => {
    broker = await startTestBroker(brokerName);
    const env = { REPLY_TRANSPORT: transport, [setting]: broker.url };
    stack = await startStack({ gateways: GATEWAYS, env });
  }, 120_000);
  afterAll(async () => {
    // Whatever has not come to be does not keep the rest from being stopped.
    const started: ({ stop(): Promise<void> } | undefined)[] = [stack, broker];
    await Promise.allSettled(started.map(async (it) => it?.stop()));
  }, 60_000);

  it('answer their callers with the outcome', async () => {
    await eventually(async () => expect(await ask(stack.gatewayUrls)).toEqual(all(200)), SOON);
    const statuses = await Promise.all(
      Array.from({ length: CALLERS }, () => ask(stack.gatewayUrls)),
    );
    expect(statuses.flat().filter((status) => status !== 200)).toEqual([]);
  }, 60_000);

  it('answer 202 while the broker is away, nothing worse, and hold callers again after it', async () => {
    await broker.kill();
    const during = await ask(stack.gatewayUrls);
    expect(during.filter((status) => status !== 202 && status !== 200)).toEqual([]);
    await broker.restart();
    await eventually(async () => expect(await heldBy(stack.gatewayUrls)).toEqual(all(true)), SOON);
  }, 90_000);
});

function all<T>(value: T): T[] {
  return Array.from({ length: GATEWAYS }, () => value);
}

/** Submits one order at each gateway and waits a while for the outcome. */
function ask(urls: readonly string[]): Promise<number[]> {
  return Promise.all(urls.map(async (url) => (await submit(url)).status));
}

/** Whether a reply, and not the end of its patience, brought each caller's answer. */
function heldBy(urls: readonly string[]): Promise<boolean[]> {
  return Promise.all(
    urls.map(async (url) => {
      const before = await replied(url);
      await submit(url);
      return (await replied(url)) > before;
    }),
  );
}

async function submit(url: string): Promise<Response> {
  const items = [{ sku: 'book', quantity: 1, unitPrice: 1250 }];
  const response = await fetch(`${url}/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=3' },
    body: JSON.stringify({ orderNumber: `R-${randomUUID()}`, items }),
  });
  await response.arrayBuffer();
  return response;
}

async function replied(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = /^sluice_bridge_answers_total\{.*outcome="replied".*\} (\d+)$/m;
  return Number(line.exec(text)?.[1] ?? 0);
}
