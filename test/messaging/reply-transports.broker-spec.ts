import { setProfile, type Stack, startStack } from '../../scripts/stack/stack.ts';
import { startTestBroker, type TestBroker } from '../support/broker-server';
import { eventually } from '../support/eventually';
import { ask, callersWaiting, completed, submit } from './bridge-callers';

const TRANSPORTS = [
  ['kafka-partition', 'kafka', 'KAFKA_BROKERS'],
  ['kafka-filter', 'kafka', 'KAFKA_BROKERS'],
  ['jms-temporary-queue', 'artemis', 'AMQP_URL'],
  ['jms-selector', 'artemis', 'AMQP_URL'],
] as const;

const SOON = { timeoutMs: 30_000, intervalMs: 200 };
const GATEWAYS = 3;
const CALLERS = 30;
const WAIT_S = 3;

/** Beyond its wait a caller is held for no longer than it takes to read its order. */
const SLACK_MS = 2_000;

describe.each(TRANSPORTS)('three gateways with %s', (transport, brokerName, setting) => {
  let broker: TestBroker;
  let stack: Stack;

  beforeAll(async () => {
    broker = await startTestBroker(brokerName);
    const env = {
      REPLY_TRANSPORT: transport,
      [setting]: broker.url,
      ORDER_CONCURRENCY: '64',
    };
    stack = await startStack({ gateways: GATEWAYS, env });
  }, 120_000);
  afterAll(async () => {
    // Whatever has not come to be does not keep the rest from being stopped.
    const started: ({ stop(): Promise<void> } | undefined)[] = [stack, broker];
    await Promise.allSettled(started.map(async (it) => it?.stop()));
  }, 60_000);
  beforeEach(() => setProfile(stack.backendUrl, 'steady'));

  it('answer their callers with the outcome', async () => {
    await eventually(async () => expect(await ask(stack.gatewayUrls)).toEqual(all(200)), SOON);
    const statuses = await Promise.all(
      Array.from({ length: CALLERS }, () => ask(stack.gatewayUrls)),
    );
    expect(statuses.flat().filter((status) => status !== 200)).toEqual([]);
  }, 60_000);

  it('let their callers be when one of them is killed, and its orders complete', async () => {
    const [others = [], disturbed = [], ...rest] = await callersWaiting(stack, 5, 10);
    stack.service('gateway-2').kill();
    const cut = await Promise.all(disturbed.map(({ answer }) => answer));
    expect(cut.filter((answer) => answer !== undefined)).toEqual([]);
    const answers = await Promise.all([...others, ...rest.flat()].map(({ answer }) => answer));
    expect(answers.map((answer) => answer?.status)).toEqual(answers.map(() => 200));
    await Promise.all(disturbed.map(({ orderNumber }) => completed(stack, orderNumber)));
    await stack.service('gateway-2').start();
    await setProfile(stack.backendUrl, 'steady');
    await eventually(async () => expect(await heldBy(stack.gatewayUrls)).toEqual(all(true)), SOON);
  }, 90_000);

  it('let no caller hang while the broker is frozen', async () => {
    const pid = broker.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const startedAtMs = performance.now();
      const during = await ask(stack.gatewayUrls, WAIT_S);
      expect(performance.now() - startedAtMs).toBeLessThan(WAIT_S * 1_000 + SLACK_MS);
      expect(during.filter((status) => status !== 202 && status !== 200)).toEqual([]);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await eventually(async () => expect(await heldBy(stack.gatewayUrls)).toEqual(all(true)), SOON);
  }, 90_000);

  it('send their callers away with 202 when the broker dies, and hold callers again after it', async () => {
    const startedAtMs = performance.now();
    const callers = (await callersWaiting(stack, 2, WAIT_S)).flat();
    await broker.kill();
    const answers = await Promise.all(callers.map(({ answer }) => answer));
    expect(performance.now() - startedAtMs).toBeLessThan(WAIT_S * 1_000 + SLACK_MS);
    // The record may say it when the wait is over, although no reply came.
    const others = answers.filter((answer) => answer?.status !== 202 && answer?.status !== 200);
    expect(others).toEqual([]);
    for (const answer of answers.filter((one) => one?.status === 202)) {
      expect(answer?.headers.get('location')).toBe(`/v1/orders/${String(answer?.body['id'])}`);
    }
    await setProfile(stack.backendUrl, 'steady');
    const during = await ask(stack.gatewayUrls);
    expect(during.filter((status) => status !== 202 && status !== 200)).toEqual([]);
    await Promise.all(callers.map(({ orderNumber }) => completed(stack, orderNumber)));
    await broker.restart();
    await eventually(async () => expect(await heldBy(stack.gatewayUrls)).toEqual(all(true)), SOON);
  }, 120_000);
});

function all<T>(value: T): T[] {
  return Array.from({ length: GATEWAYS }, () => value);
}

/** Whether a reply, and not the end of its patience, brought each caller's answer. */
function heldBy(urls: readonly string[]): Promise<boolean[]> {
  return Promise.all(
    urls.map(async (url) => {
      const before = await replied(url);
      await submit(url, WAIT_S);
      return (await replied(url)) > before;
    }),
  );
}

async function replied(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = /^sluice_bridge_answers_total\{.*outcome="replied".*\} (\d+)$/m;
  return Number(line.exec(text)?.[1] ?? 0);
}
