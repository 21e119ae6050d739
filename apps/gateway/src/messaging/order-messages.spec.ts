import type { AcceptVerdict, IncomingOrder, OrderIntake, OrderReader } from '@sluice/task-queue';
import { DrainState, type Logger } from '@sluice/platform';
import type { MessagePublisher, OutgoingMessage } from '@sluice/reply-transports';
import { CallbackPolicy } from '../orders/callback-policy';
import { MessageAnswers } from './message-answers';
import type { MessagingMetrics, SubmissionOutcome } from './messaging.metrics';
import type { OrderMessage } from './order-message';
import { OrderMessages } from './order-messages.service';
import { PatientIntake } from './patient-intake';

const ORDER = '{"orderNumber":"A-1","items":[{"sku":"book","quantity":1,"unitPrice":5}]}';
const ID = '00000000-0000-4000-8000-000000000001';
const ACCEPTED: AcceptVerdict = {
  verdict: 'accepted',
  orderId: ID,
  acceptedAtMs: 1_000,
  expiresAtMs: 2_000,
  ahead: 0,
};
const DUPLICATE: AcceptVerdict = { verdict: 'duplicate', orderId: ID, status: 'queued' };

/** The service with everything around it stood in for. */
class Bench {
  readonly taken: IncomingOrder[] = [];
  readonly said: OutgoingMessage[] = [];
  readonly outcomes: SubmissionOutcome[] = [];
  readonly drain = new DrainState();
  verdicts: (AcceptVerdict | Error)[] = [];
  publishing: () => Promise<void> = () => Promise.resolve();
  onHold: () => void = () => undefined;

  async take(message: OrderMessage): Promise<void> {
    const metrics = {
      ended: (outcome: SubmissionOutcome) => void this.outcomes.push(outcome),
      held: () => this.onHold(),
    } as unknown as MessagingMetrics;
    const intake = {
      accept: (order: IncomingOrder) => {
        this.taken.push(order);
        const verdict = this.verdicts.shift() ?? ACCEPTED;
        return verdict instanceof Error ? Promise.reject(verdict) : Promise.resolve(verdict);
      },
    } as unknown as OrderIntake;
    const publisher = {
      publish: async (said: OutgoingMessage) => {
        await this.publishing();
        this.said.push(said);
      },
    } as unknown as MessagePublisher;
    const logger = { warn: () => undefined } as unknown as Logger;
    const rules = {
      broker: 'nats' as const,
      client: 'acme',
      bodyLimitBytes: 1_000,
      callbacks: new CallbackPolicy({ callbackAllowPrivate: false }),
    };
    const service = new OrderMessages({
      rules,
      intake: new PatientIntake(intake, this.drain, metrics),
      answers: new MessageAnswers(publisher, logger),
      reader: {} as OrderReader,
      metrics,
    });
    await service.take(message);
  }
}

function messageOf(body: string, headers: Record<string, string> = {}) {
  const ends: string[] = [];
  const message: OrderMessage = {
    body: Buffer.from(body),
    header: (name) => headers[name],
    done: () => void ends.push('done'),
    bury: () => void ends.push('buried'),
    putBack: () => void ends.push('put back'),
  };
  return { message, ends };
}

const REPLY = { replyTo: 'answers', correlationId: 'c-1' };

describe('orders as messages', () => {
  let bench: Bench;
  beforeEach(() => void (bench = new Bench()));

  it('keeps the response destination in the record, for any worker to find', async () => {
    const { message, ends } = messageOf(ORDER, REPLY);
    await bench.take(message);
    expect(bench.taken[0]).toMatchObject({
      client: 'acme',
      orderNumber: 'A-1',
      correlationId: 'c-1',
      callbackUrl: 'message://nats/answers',
      orderJson: ORDER,
    });
    expect(bench.said[0]).toMatchObject({ destination: 'answers', headers: { kind: 'accepted' } });
    expect([ends, bench.outcomes]).toEqual([['done'], ['accepted']]);
  });

  it('passes on what the message asks of the queue', async () => {
    const orderNotBefore = new Date(Date.now() + 3_600_000).toISOString();
    const options = { orderTtl: '60', orderPriority: 'high', orderNotBefore };
    await bench.take(messageOf(ORDER, { ...REPLY, ...options }).message);
    expect(bench.taken[0]).toMatchObject({
      ttlMs: 60_000,
      priority: 'high',
      notBeforeMs: Date.parse(orderNotBefore),
    });
  });

  it('marks the same bytes as the same order, and others as others', async () => {
    for (const body of [ORDER, ORDER, ORDER.replace('book', 'pen')]) {
      await bench.take(messageOf(body).message);
    }
    const [first, again, other] = bench.taken.map(({ idempotency }) => idempotency?.hash);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('lets the order stand when the acknowledgement cannot be sent', async () => {
    bench.publishing = () => Promise.reject(new Error('away'));
    const { message, ends } = messageOf(ORDER, REPLY);
    await bench.take(message);
    expect(ends).toEqual(['done']);
  });

  it('tells its sender what is wrong, and sets aside what nobody can be told about', async () => {
    bench.verdicts = [DUPLICATE];
    const told = messageOf(ORDER, REPLY);
    await bench.take(told.message);
    const untold = messageOf('{}');
    await bench.take(untold.message);
    bench.publishing = () => Promise.reject(new Error('no such queue'));
    const unreachable = messageOf('{}', REPLY);
    await bench.take(unreachable.message);
    expect([told.ends, untold.ends, unreachable.ends]).toEqual([['done'], ['buried'], ['buried']]);
    expect(JSON.parse(String(bench.said[0]?.body))).toMatchObject({ code: 'duplicate-order' });
  });

  it.each([
    ['two ways for the outcome', ORDER.replace('{', '{"callbackUrl":"https://a.example/",'), REPLY],
    ['a destination that is none', ORDER, { replyTo: 'two words' }],
    ['a correlation id that would have to be replaced', ORDER, { ...REPLY, correlationId: 'ä' }],
    ['too many bytes', `${ORDER}${' '.repeat(1_000)}`, REPLY],
    ['a time to live that is none', ORDER, { ...REPLY, orderTtl: 'soon' }],
    ['a priority that is none', ORDER, { ...REPLY, orderPriority: 'HIGH' }],
    ['a time that is none', ORDER, { ...REPLY, orderNotBefore: 'tomorrow' }],
  ])('refuses %s', async (_what, body, headers) => {
    const { message, ends } = messageOf(body, headers);
    await bench.take(message);
    expect(bench.taken).toEqual([]);
    expect(ends).toHaveLength(1);
    expect(bench.outcomes[0]).toMatch(/refused|buried/);
  });

  it('holds a message while there is no room, and puts it back when the gateway drains', async () => {
    bench.verdicts = [{ verdict: 'full', backlog: 5, ahead: 5 }];
    bench.onHold = () => bench.drain.begin();
    const { message, ends } = messageOf(ORDER, REPLY);
    await bench.take(message);
    expect([ends, bench.said]).toEqual([['put back'], []]);
  });
});
