import { DrainState, type Logger } from '@sluice/platform';
import { PendingReplies } from '@sluice/replies';
import { type FakeInbox, FakeReplyBroker } from '@sluice/replies/testing';
import { ReplyDesk } from './reply-desk';

describe('ReplyDesk', () => {
  const warn = jest.fn();
  let inbox: FakeInbox;
  let desk: ReplyDesk;

  beforeEach(() => {
    jest.useFakeTimers();
    warn.mockReset();
    inbox = new FakeReplyBroker().createInbox();
    const pending = new PendingReplies({ maxWaiting: 2 });
    desk = new ReplyDesk(inbox, pending, new DrainState(), { warn } as unknown as Logger);
  });
  afterEach(() => jest.useRealTimers());

  it('lets the gateway start without its broker, and holds callers once it is there', async () => {
    const open = jest.spyOn(inbox, 'open').mockRejectedValue(new Error('nobody there'));
    await desk.onModuleInit();
    expect(await desk.hold(100)).toBe('unready');
    await jest.advanceTimersByTimeAsync(3_000);
    expect(warn).toHaveBeenCalledTimes(1);
    open.mockRestore();
    await jest.advanceTimersByTimeAsync(1_000);
    const hold = await desk.hold(100);
    expect(hold).toMatchObject({ replyTo: expect.stringMatching(/^~[\w-]+~fake-1$/) });
    await desk.onApplicationShutdown();
    expect(desk.waiting).toBe(0);
  });

  it('does not wait for a broker that says nothing, and closes an inbox that opens too late', async () => {
    let opened: () => void = () => undefined;
    jest.spyOn(inbox, 'open').mockReturnValue(new Promise((resolve) => (opened = resolve)));
    const close = jest.spyOn(inbox, 'close');
    const starting = desk.onModuleInit();
    await jest.advanceTimersByTimeAsync(3_000);
    await starting;
    await desk.onApplicationShutdown();
    expect(close).toHaveBeenCalledTimes(1);
    opened();
    await jest.advanceTimersByTimeAsync(0);
    expect(close).toHaveBeenCalledTimes(2);
  });
});
