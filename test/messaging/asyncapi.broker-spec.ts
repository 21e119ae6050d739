import { type Stack, startStack } from '../../scripts/stack/stack.ts';
import { CALLBACK_SECRET, CallbackReceiver } from '../e2e/callback-receiver';
import { startTestBroker, type TestBroker } from '../support/broker-server';
import { eventually } from '../support/eventually';
import { AsyncContract } from './async-contract';
import { servedAsyncDocument, submissionsIn } from './async-document';
import type { BrokerWire } from './broker-wire';
import { kafkaWire } from './kafka-wire';
import { natsWire } from './nats-wire';
import { rabbitmqWire } from './rabbitmq-wire';
import { RedisWire } from './redis-wire';

const BROKERS = [
  ['rabbitmq', 'RABBITMQ_URL', 'redis-pubsub', rabbitmqWire],
  ['nats', 'NATS_URL', 'redis-channel', natsWire],
  ['kafka', 'KAFKA_BROKERS', 'kafka-filter', kafkaWire],
] as const;

const SOON = { timeoutMs: 20_000 };

/** Long enough for a job to be looked at while it lies there. */
const BACKEND = { latency: { kind: 'fixed', ms: 500 }, workers: null };

const WEBHOOK_HEADER = /^(webhook|x)-|^traceparent$/;

describe.each(BROKERS)('the AsyncAPI document and %s', (name, setting, transport, openWire) => {
  let broker: TestBroker;
  let receiver: CallbackReceiver;
  let stack: Stack;
  let contract: AsyncContract;
  let wire: BrokerWire;
  let redis: RedisWire;

  beforeAll(async () => {
    [broker, receiver] = await Promise.all([startTestBroker(name), CallbackReceiver.start()]);
    const env = {
      MESSAGING: name,
      REPLY_TRANSPORT: transport,
      [setting]: broker.url,
      CALLBACK_SECRET,
      CALLBACK_ALLOW_PRIVATE: 'true',
    };
    stack = await startStack({ env, profile: BACKEND });
    contract = new AsyncContract(await servedAsyncDocument(stack.gatewayUrls[0]!));
    redis = new RedisWire(stack.redisUrl, contract, 'jobs');
    wire = await openWire(broker.url, submissionsIn(contract.document).address, (address, it) => {
      const { answersChannel } = submissionsIn(contract.document);
      contract.witness(contract.channelAt(name, address) ?? answersChannel, it);
    });
    await listen();
  }, 120_000);
  afterAll(async () => {
    const clients: ({ close(): Promise<void> } | undefined)[] = [wire, redis];
    await Promise.allSettled(clients.map(async (it) => it?.close()));
    const servers: ({ stop(): Promise<void> } | undefined)[] = [stack, receiver, broker];
    await Promise.allSettled(servers.map(async (it) => it?.stop()));
  }, 60_000);

  /** To all but the submissions, which we would take away from the gateway. */
  const listen = async (): Promise<void> => {
    const { channel, replyHeader, examples } = submissionsIn(contract.document);
    const named = examples.flatMap(({ headers = {} }) => headers[replyHeader] ?? []);
    for (const address of new Set(named)) await wire.listen(address, true);
    for (const other of contract.channelsOn(name).filter((it) => it !== channel)) {
      const { address } = contract.document.channels[other]!;
      if (address !== null) await wire.listen(address, false);
    }
    await redis.listen();
  };
  const callbacksToo = (): void => {
    for (const { headers, order } of receiver.callbacks.splice(0)) {
      const own = Object.entries(headers).filter(([header]) => WEBHOOK_HEADER.test(header));
      const carried = { headers: Object.fromEntries(own), body: JSON.stringify(order) };
      contract.witness('callbacks', carried);
    }
  };
  const namesSeenWith = (correlationId: string): string[] => {
    callbacksToo();
    return contract.seen
      .filter(({ headers }) => Object.values(headers).includes(correlationId))
      .map((it) => it.name);
  };

  it('say the same: each message named is carried, and each one carried is named', async () => {
    const { channel, address, examples } = submissionsIn(contract.document);
    for (const { headers = {}, payload } of examples) {
      const order = 'callbackUrl' in payload ? { ...payload, callbackUrl: receiver.url } : payload;
      const message = { headers, body: JSON.stringify(order) };
      await wire.send(address, message);
      await eventually(async () => {
        await redis.readJobs();
        expect(namesSeenWith(headers['correlationId']!)).not.toEqual([]);
      }, SOON);
      contract.witness(channel, message);
    }
    await askAndWait(stack.gatewayUrls[0]!, examples[0]!.payload);
    await eventually(() => expect(contract.unseen()).toEqual([]), SOON);
    expect(contract.faults).toEqual([]);
    expect(receiver.refusals).toEqual([]);
  }, 60_000);

  it('show answers with the headers and members that they have in the examples', () => {
    const { messages } = contract.document.components;
    const shown = Object.entries(messages).flatMap(([message, { examples = [] }]) =>
      examples.map((example) => shapeOf(message, example)),
    );
    const answers = shown.filter(({ of, headers }) => of !== 'submitOrder' && headers.length > 0);
    expect(answers).toHaveLength(3);
    const carried = contract.seen.map((it) => shapeOf(it.name, it));
    expect(carried).toEqual(expect.arrayContaining(answers));
    expect(contract.faults).toEqual([]);
  });
});

function shapeOf(of: string, { headers = {}, payload }: { headers?: object; payload: unknown }) {
  const members = Object.keys(payload as object).sort();
  return { of, headers: Object.keys(headers).sort(), members };
}

/** Somebody has to wait for a reply to be sent. */
async function askAndWait(gatewayUrl: string, payload: object): Promise<void> {
  const response = await fetch(`${gatewayUrl}/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'wait=10' },
    body: JSON.stringify({ ...payload, orderNumber: 'over-http' }),
  });
  expect(response.status).toBe(200);
}
