import type { IncomingOrder, OrderQueue, OrderReader } from '@sluice/task-queue';
import { DrainState, type Logger, ProblemError } from '@sluice/platform';
import { PendingReplies, readReturnTicket, ReplySender } from '@sluice/replies';
import { FakeReplyBroker, type FakeInbox, HandClock } from '@sluice/replies/testing';
import { eventually } from '../../../../test/support/eventually';
import type { Accepted, AsyncOrdersService, TakenIn } from './async-orders.service';
import { ExpiryWatch } from './expiry-watch';
import { HeldOrdersService } from './held-orders.service';
import { ReplyDesk } from './reply-desk';

const ORDER_ID = '00000000-0000-8000-8000-000000000001';
const ACCEPTED: Accepted = {
  verdict: 'accepted',
  orderId: ORDER_ID,
  acceptedAtMs: 0,
  expiresAtMs: 900_000,
  ahead: 1,
};
const quiet = { warn() {} } as unknown as Logger;

describe('HeldOrdersService', () => {
  const submit = jest.fn<Promise<TakenIn>, [IncomingOrder]>();
  const find = jest.fn<Promise<unknown>, [string]>();
  const expireIfDue = jest.fn<Promise<boolean>, [string]>();
  let clock: HandClock;
  let broker: FakeReplyBroker;
  let inbox: FakeInbox;
  let pending: PendingReplies;
  let drain: DrainState;
  let desk: ReplyDesk;
  let held: HeldOrdersService;

  beforeEach(async () => {
    submit.mockReset().mockResolvedValue(ACCEPTED);
    find.mockReset().mockResolvedValue({ orderId: ORDER_ID, status: 'completed' });
    expireIfDue.mockReset().mockResolvedValue(false);
    clock = new HandClock();
    broker = new FakeReplyBroker();
    inbox = broker.createInbox();
    pending = new PendingReplies({ maxWaiting: 2, clock });
    drain = new DrainState();
    desk = new ReplyDesk(inbox, pending, drain, quiet);
    await desk.onModuleInit();
    held = new HeldOrdersService(
      { submit } as unknown as AsyncOrdersService,
      desk,
      { find } as unknown as OrderReader,
      new ExpiryWatch({ expireIfDue } as unknown as OrderQueue),
    );
  });
  afterEach(async () => {
    await desk.onApplicationShutdown();
    expect([pending.size, inbox.held.size, clock.running]).toEqual([0, 0, 0]);
  });

  const order = () => ({ orderNumber: 'A-1', correlationId: 'c-1' }) as IncomingOrder;
  const hold = (waitMs = 1_000, onGone = (_gone: () => void) => undefined as unknown) =>
    held.submit(order(), waitMs, onGone);
  /** As the worker does when the order has ended. */
  const reply = (replyTo = submit.mock.lastCall![0].replyTo) => {
    const sender = new ReplySender(broker.createOutbox(), () => undefined);
    sender.tell({ orderId: ORDER_ID, correlationId: 'c-1', replyTo, status: 'completed' });
  };
  const waits = () => eventually(() => expect(submit).toHaveBeenCalled());

  it('answers with the record once the reply is there', async () => {
    const answer = hold();
    await waits();
    expect(find).not.toHaveBeenCalled();
    reply();
    expect(await answer).toMatchObject({ outcome: 'replied', record: { status: 'completed' } });
  });

  it('registers before it submits, so that no reply is too early', async () => {
    submit.mockImplementation(async ({ replyTo }) => {
      reply(replyTo);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return ACCEPTED;
    });
    expect((await hold()).outcome).toBe('replied');
  });

  it('gives each wait an id of its own, whatever the request is called', async () => {
    const answers = [hold(), hold()];
    await eventually(() => expect(submit).toHaveBeenCalledTimes(2));
    const ids = submit.mock.calls.map(([{ replyTo }]) => readReturnTicket(replyTo!, '')!);
    expect(new Set(ids.map(({ correlationId }) => correlationId)).size).toBe(2);
    submit.mock.calls.forEach(([{ replyTo }]) => reply(replyTo));
    expect((await Promise.all(answers)).map(({ outcome }) => outcome)).toEqual([
      'replied',
      'replied',
    ]);
  });

  it('looks at the record at the end of the wait: the reply may be lost', async () => {
    const answer = hold();
    await waits();
    clock.turn(1_100);
    expect(await answer).toMatchObject({ outcome: 'found', record: { status: 'completed' } });
    find.mockResolvedValue({ orderId: ORDER_ID, status: 'processing' });
    submit.mockClear();
    const next = hold();
    await waits();
    clock.turn(1_100);
    expect(await next).toMatchObject({ outcome: 'timeout', record: { status: 'processing' } });
  });

  it('does not believe a reply that the record does not bear out', async () => {
    find.mockResolvedValue({ orderId: ORDER_ID, status: 'queued' });
    const answer = hold();
    await waits();
    reply();
    expect((await answer).outcome).toBe('timeout');
  });

  it('is content with having taken the order in when Redis cannot be asked any more', async () => {
    find.mockRejectedValue(new Error('Connection is closed.'));
    const answer = hold();
    await waits();
    reply();
    expect(await answer).toEqual({ outcome: 'timeout', verdict: ACCEPTED });
  });

  it('holds nobody when full, when no replies come in, and when the broker refuses', async () => {
    const held = [hold(), hold()];
    await eventually(() => expect(submit).toHaveBeenCalledTimes(2));
    expect((await hold()).outcome).toBe('full');
    expect(submit.mock.lastCall![0].replyTo).toBeUndefined();
    clock.turn(1_100);
    await Promise.all(held);
    inbox.refusing = true;
    expect((await hold()).outcome).toBe('unready');
    inbox.refusing = false;
    inbox.ready = false;
    expect(await hold()).toEqual({ outcome: 'unready', verdict: ACCEPTED });
  });

  it('frees the place of a caller that is gone, of one refused, and all when it drains', async () => {
    let gone: () => void = () => undefined;
    const left = hold(1_000, (callback) => (gone = callback));
    await waits();
    gone();
    expect((await left).outcome).toBe('gone');
    submit.mockRejectedValueOnce(new ProblemError('queue-full'));
    await expect(hold()).rejects.toThrow('queue-full');
    submit.mockClear();
    const waiting = hold();
    await waits();
    drain.begin();
    expect(await waiting).toEqual({ outcome: 'drained', verdict: ACCEPTED });
  });

  it('does not hold the repetition of an earlier request', async () => {
    submit.mockResolvedValue({ verdict: 'replay', orderId: ORDER_ID });
    expect((await hold()).outcome).toBe('replay');
  });

  it('looks after an order that expires while its caller waits', async () => {
    submit.mockResolvedValue({ ...ACCEPTED, expiresAtMs: 10 });
    expireIfDue.mockResolvedValue(true);
    find.mockResolvedValue({ orderId: ORDER_ID, status: 'expired' });
    expect(await hold()).toMatchObject({ outcome: 'found', record: { status: 'expired' } });
  });
});
