import { eventually } from '../../../test/support/eventually';
import { ReplySender, type SendingOutcome } from './reply-sender';
import { writeReturnTicket } from './return-ticket';
import { FakeReplyBroker } from './testing/fake-reply-broker';

const ORDER = '00000000-0000-4000-8000-000000000001';

let broker: FakeReplyBroker;
let outcomes: SendingOutcome[];

const senderOf = (failing = false): ReplySender => {
  const outbox = broker.createOutbox();
  outbox.failing = failing;
  return new ReplySender(outbox, (outcome) => outcomes.push(outcome));
};

beforeEach(() => {
  broker = new FakeReplyBroker();
  outcomes = [];
});

const ended = { orderId: ORDER, correlationId: 'of-the-request', status: 'completed' } as const;

it('replies with the correlation id of the wait', async () => {
  const replyTo = writeReturnTicket({ correlationId: 'g-1', address: 'fake-1' });
  const sender = senderOf();
  sender.tell({ ...ended, replyTo });
  await sender.close();
  const reply = { v: 1, orderId: ORDER, correlationId: 'g-1', status: 'completed' };
  expect(broker.sent).toEqual([{ address: 'fake-1', reply }]);
  expect(outcomes).toEqual(['sent']);
});

it('says nothing where nobody waits, and only counts what cannot be sent', async () => {
  const sender = senderOf(true);
  sender.tell(ended);
  sender.tell({ ...ended, replyTo: 'no address' });
  sender.tell({ ...ended, replyTo: 'fake-1' });
  await eventually(() => expect(outcomes).toEqual(['unaddressable', 'failed']));
  await sender.close();
  expect(broker.sent).toEqual([]);
});
