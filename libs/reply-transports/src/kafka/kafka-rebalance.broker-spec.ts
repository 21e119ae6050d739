import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PendingReplies, type ReplyKind } from '@sluice/replies';
import { eventually } from '../../../../test/support/eventually';
import { startTestBroker, type TestBroker } from '../../../../test/support/broker-server';
import { kafkaClientOptions, type KafkaClientOptions } from './kafka-client.options';
import { KafkaPartitionInbox } from './kafka-partition.transport';
import { KafkaReplyOutbox } from './kafka-reply.outbox';

/** One partition for one gateway: whoever comes next, or goes, changes everything. */
const TOPIC = { name: 'sluice.replies.narrow', partitions: 2, retentionMs: 600_000 };

const WAIT_MS = 20_000;

/** A poll that began before the change still brings what comes to the old share. */
const POLL_UNDER_WAY_MS = 1_500;
const REBALANCED = { timeoutMs: 20_000 };

describe('kafka-partition when gateways come and go', () => {
  let broker: TestBroker;
  let client: KafkaClientOptions;
  let outbox: KafkaReplyOutbox;
  const gateways: Gateway[] = [];

  beforeAll(async () => {
    broker = await startTestBroker('kafka');
    client = kafkaClientOptions(broker.url, 'spec');
    outbox = new KafkaReplyOutbox(client);
  }, 120_000);
  afterEach(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  });
  afterAll(async () => {
    await outbox.close();
    await broker.stop();
  });

  const open = async (): Promise<Gateway> => {
    const gateway = new Gateway(new KafkaPartitionInbox(client, TOPIC));
    gateways.push(gateway);
    await gateway.open();
    return gateway;
  };
  const replyTo = ({ address, orderId, correlationId }: Caller) =>
    outbox.send(address, { v: 1, orderId, correlationId, status: 'completed' });

  it('loses replies to a partition that changed hands: that caller polls, nobody is harmed', async () => {
    const first = await open();
    // With both partitions in one hand, some callers hold an address on each.
    const callers = await first.callersOnEveryPartition(TOPIC.partitions);
    const second = await open();
    await eventually(() => expect([first.share, second.share]).toEqual([1, 1]), REBALANCED);
    await sleep(POLL_UNDER_WAY_MS);
    await Promise.all(callers.map(replyTo));
    const endings = await Promise.all(callers.map(({ ended }) => ended));
    // What broke: one of them is at the other gateway now, which knows of no such caller.
    expect(endings.map(({ by }) => by).sort()).toEqual(['reply', 'timeout']);
    await eventually(() => expect(second.kinds).toEqual(['unknown']));
    const next = [await first.caller(), await second.caller()];
    await Promise.all(next.map(replyTo));
    expect((await Promise.all(next.map(({ ended }) => ended))).map(({ by }) => by)).toEqual([
      'reply',
      'reply',
    ]);
  }, 60_000);

  it('says so while it has no partition, so that its callers get 202 at once', async () => {
    const [first, second] = [await open(), await open()];
    await eventually(() => expect([first.share, second.share]).toEqual([1, 1]), REBALANCED);
    const third = new Gateway(new KafkaPartitionInbox(client, TOPIC));
    gateways.push(third);
    const opening = third.open();
    opening.catch(() => undefined);
    await eventually(
      () => expect([first, second].every(({ ready }) => ready)).toBe(true),
      REBALANCED,
    );
    const all = () => [first, second, third];
    await eventually(() => expect(all().filter(({ ready }) => ready)).toHaveLength(2), REBALANCED);
    const left = all().find(({ ready }) => !ready);
    expect(() => left?.inbox.addressFor()).toThrow('no partition');
    await first.close();
    // A place that became free is filled.
    const rest = [second, third];
    await eventually(
      () => expect(rest.map(({ ready }) => ready)).toEqual([true, true]),
      REBALANCED,
    );
    await opening;
  }, 90_000);
});

interface Caller {
  correlationId: string;
  orderId: string;
  address: string;
  ended: Promise<{ by: string }>;
}

/** A gateway as far as replies are concerned. */
class Gateway {
  readonly kinds: ReplyKind[] = [];
  private readonly pending = new PendingReplies({
    maxWaiting: 100,
    onReply: (kind) => this.kinds.push(kind),
  });

  constructor(readonly inbox: KafkaPartitionInbox) {}

  get ready(): boolean {
    return this.inbox.ready;
  }

  get share(): number {
    return (this.inbox as unknown as { partitions: number[] }).partitions.length;
  }

  open(): Promise<void> {
    return this.inbox.open(this.pending.take);
  }

  async caller(): Promise<Caller> {
    const [correlationId, orderId] = [randomUUID(), randomUUID()];
    const wait = this.pending.register(correlationId, WAIT_MS)!;
    wait.expect(orderId);
    return { correlationId, orderId, ended: wait.ended, address: this.inbox.addressFor() };
  }

  async callersOnEveryPartition(partitions: number): Promise<Caller[]> {
    const callers = new Map<string, Caller>();
    while (callers.size < partitions) {
      (this.inbox as unknown as { chosen: number | undefined }).chosen = undefined;
      const caller = await this.caller();
      if (!callers.has(caller.address)) callers.set(caller.address, caller);
    }
    return [...callers.values()];
  }

  async close(): Promise<void> {
    this.pending.drain();
    await this.inbox.close();
  }
}
