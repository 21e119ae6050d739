import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/support/eventually';
import { startTestBroker, type TestBroker } from '../../../../test/support/broker-server';
import { JmsReplyOutbox } from './jms-reply.outbox';
import { JmsSelectorInbox } from './jms-selector.transport';
import { JmsTemporaryQueueInbox } from './jms-temporary-queue.transport';
import { withManagement } from './testing/jms-rig';

const QUEUE = 'sluice.replies';
const UNREAD = 500;

describe('replies over JMS that nobody reads', () => {
  let broker: TestBroker;
  let outbox: JmsReplyOutbox;

  beforeAll(async () => {
    broker = await startTestBroker('artemis');
    outbox = new JmsReplyOutbox(broker.url, 'worker');
  }, 60_000);
  afterAll(async () => {
    await outbox.close();
    await broker.stop();
  });

  const send = (address: string, correlationId: string) =>
    outbox.send(address, { v: 1, orderId: randomUUID(), correlationId, status: 'completed' });
  const unread = () => withManagement(broker.url, (management) => management.unreadIn(QUEUE));

  it('pile up in the one queue, and are passed over by selectors', async () => {
    const texts: string[] = [];
    const inbox = new JmsSelectorInbox(broker.url, 'gateway');
    await inbox.open((text) => texts.push(text));
    const strangers = Array.from({ length: UNREAD }, () => send(QUEUE, randomUUID()));
    await Promise.all(strangers);
    expect(await unread()).toBe(UNREAD);
    await send(await inbox.addressFor('the-one'), 'the-one');
    await eventually(() => expect(texts).toHaveLength(1));
    expect(texts[0]).toContain('the-one');
    expect(await unread()).toBe(UNREAD);
    await inbox.close();
  });

  it('do not take an id for a selector that is none', async () => {
    const inbox = new JmsSelectorInbox(broker.url, 'gateway');
    await inbox.open(() => undefined);
    await expect(inbox.addressFor("x' OR '1'='1")).rejects.toThrow('not a correlation id');
    await inbox.close();
  });

  it('are refused once the temporary queue of their gateway is gone', async () => {
    const inbox = new JmsTemporaryQueueInbox(broker.url, 'gateway');
    await inbox.open(() => undefined);
    const address = inbox.addressFor();
    await send(address, 'c-1');
    await inbox.close();
    // The broker takes the queue away a moment after it has let its owner go.
    await eventually(() => expect(send(address, 'c-2')).rejects.toThrow(/rejected|released/));
    const queues = await withManagement(broker.url, (management) => management.queues());
    expect(queues).not.toContain(address);
  });
});
