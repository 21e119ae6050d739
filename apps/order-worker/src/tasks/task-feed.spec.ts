import { IntakePolicy } from './task-handler';
import {
  type Call,
  DONE,
  FeedHarness,
  fresh,
  isDone,
  retried,
  turnEnds,
} from '../testing/feed-harness';

const CLOSED = new Error('Connection is closed.');

describe('TaskFeed', () => {
  let harness: FeedHarness;

  beforeEach(() => {
    jest.useFakeTimers();
    harness = new FeedHarness(1, 4);
  });
  afterEach(() => jest.useRealTimers());

  it('asks nothing before a bell', async () => {
    await turnEnds();
    expect(harness.calls).toEqual([]);
  });

  it('asks for as many as slots are free, until a turn brings less', async () => {
    const asleep = isDone(harness.feed.wake(0));
    await turnEnds();
    expect(harness.calls).toMatchObject([{ partition: 0, want: 4, ends: [] }]);
    await harness.last.answer(fresh('a', 'b', 'c', 'd'));
    expect([harness.calls.length, asleep()]).toEqual([1, false]);
    await harness.finish('a');
    expect(harness.last).toMatchObject({ want: 1, ends: [{ taskId: 'a', epoch: 1 }] });
    await harness.last.answer([]);
    await jest.advanceTimersByTimeAsync(3);
    expect([harness.calls.length, asleep(), harness.slots.free]).toEqual([2, true, 1]);
  });

  it('holds its bell while it asks all the time without, and not for long after', async () => {
    const asleep = isDone(harness.feed.wake(0));
    await turnEnds();
    await harness.last.answer(fresh('a', 'b', 'c'));
    for (const [ended, begun] of [
      ['a', 'd'],
      ['b', 'e'],
      ['c', 'f'],
      ['d', 'g'],
    ] as const) {
      await jest.advanceTimersByTimeAsync(1);
      await harness.finish(ended);
      await harness.last.answer(fresh(begun));
      expect(asleep()).toBe(false);
    }
    await jest.advanceTimersByTimeAsync(5);
    expect(asleep()).toBe(true);
  });

  it('writes ends and asks in one call, a turn of the event loop at a time', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a', 'b', 'c', 'd'));
    for (const id of ['a', 'b', 'c']) harness.feed.finish(harness.attemptOf(id), DONE);
    await turnEnds();
    expect(harness.calls).toHaveLength(2);
    const end = { epoch: 1, settlement: { status: 'completed', result: 7 } };
    expect(harness.last.ends).toEqual(['a', 'b', 'c'].map((taskId) => ({ taskId, ...end })));
    expect(harness.last.want).toBe(3);
  });

  it('keeps itself busy without bells', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a'));
    await harness.finish('a');
    expect(harness.last).toMatchObject({ want: 4, ends: [{ taskId: 'a' }] });
    await harness.last.answer(fresh('b', 'c', 'd', 'e'));
    expect(harness.begun).toHaveLength(5);
    await harness.finish('b');
    await harness.last.answer(fresh('f'));
    expect(harness.begun).toHaveLength(6);
  });

  it('frees a slot before the end is written, and reserves what was asked for', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a', 'b', 'c', 'd'));
    await harness.finish('a');
    await harness.finish('b');
    expect(harness.calls.map(({ want }) => want)).toEqual([4, 1, 1]);
    expect(harness.slots.free).toBe(0);
    expect(harness.written).toEqual([]);
    await harness.calls[2]?.answer(fresh('f'));
    await harness.calls[1]?.answer(fresh('e'));
    expect(harness.written).toEqual([
      ['b', true],
      ['a', true],
    ]);
    expect(harness.slots.inUse).toBe(4);
  });

  it('does not let an answer from before a bell put it to sleep', async () => {
    const first = isDone(harness.feed.wake(0));
    await turnEnds();
    const second = isDone(harness.feed.wake(0));
    await turnEnds();
    await harness.last.answer([]);
    expect([first(), second(), harness.calls.length]).toEqual([false, false, 2]);
    await harness.last.answer([]);
    expect([first(), second()]).toEqual([true, true]);
  });

  it('asks again at once where a search was cut short', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer([], { more: true });
    expect(harness.calls).toHaveLength(2);
  });

  it('asks for and settles no more than 64 at once', async () => {
    harness = new FeedHarness(1, 200);
    void harness.feed.wake(0);
    const ids = Array.from({ length: 200 }, (_, nth) => `t-${nth}`);
    await turnEnds();
    for (let from = 0; from < 200; from += 64)
      await harness.last.answer(fresh(...ids.slice(from, from + 64)));
    expect(harness.calls.map(({ want }) => want)).toEqual([64, 64, 64, 8]);
    harness.calls = [];
    for (const id of ids) harness.feed.finish(harness.attemptOf(id), DONE);
    await jest.advanceTimersByTimeAsync(10);
    expect(harness.calls.map(({ ends }) => ends.length)).toEqual([64, 64, 64, 8]);
    expect(harness.calls.map(({ want }) => want)).toEqual([64, 64, 64, 8]);
  });

  it('tells what was no longer ours', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a'));
    await harness.finish('a', { next: 'retry', plan: { delayMs: 5 } as never });
    expect(harness.last.ends).toEqual([{ taskId: 'a', epoch: 1, retry: { delayMs: 5 } }]);
    await harness.last.answer([], { ended: [false] });
    expect(harness.written).toEqual([['a', false]]);
  });

  it('writes nothing of a task that is left to its lease', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a', 'b', 'c', 'd'));
    await harness.finish('a', null);
    expect(harness.last).toMatchObject({ want: 1, ends: [] });
  });

  describe('retried tasks', () => {
    it('leave three quarters of the slots to others', async () => {
      harness = new FeedHarness(1, 16);
      void harness.feed.wake(0);
      await turnEnds();
      expect(harness.last.retryRoom).toBe(4);
      await harness.last.answer([retried('r1'), retried('r2'), retried('r3'), ...fresh('a')], {
        more: true,
      });
      expect(harness.last.retryRoom).toBe(1);
      await harness.last.answer([retried('r4'), retried('r5')], { more: true });
      expect(harness.last.retryRoom).toBe(0);
      expect(harness.feed.retriesInFlight).toBe(5);
      await harness.finish('r1');
      await harness.finish('r2');
      await harness.calls.at(-1)?.answer([]);
      await harness.finish('a');
      expect(harness.last.retryRoom).toBe(1);
    });

    it('have room for one, be there ever so few slots, while calls overlap too', async () => {
      void harness.feed.wake(0);
      await turnEnds();
      expect(harness.last.retryRoom).toBe(1);
      await harness.last.answer(fresh('a', 'b', 'c', 'd'));
      await harness.finish('a');
      await harness.finish('b');
      expect(harness.calls.slice(1).map(({ retryRoom }) => retryRoom)).toEqual([1, 0]);
    });
  });

  describe('over several partitions', () => {
    beforeEach(() => (harness = new FeedHarness(3, 4)));

    it('asks the next one for what the last one did not bring', async () => {
      for (const partition of [0, 1, 2]) void harness.feed.wake(partition);
      await turnEnds();
      expect(harness.calls.map(({ partition, want }) => [partition, want])).toEqual([[0, 4]]);
      await harness.last.answer(fresh('a'));
      expect(harness.last).toMatchObject({ partition: 1, want: 3 });
      await harness.last.answer(fresh('b', 'c'));
      expect(harness.last).toMatchObject({ partition: 2, want: 1 });
    });

    it('serves them in turn while all have more', async () => {
      for (const partition of [0, 1, 2]) void harness.feed.wake(partition);
      await turnEnds();
      await harness.last.answer(fresh('a', 'b', 'c', 'd'));
      const asked: number[] = [];
      for (const id of ['a', 'b', 'c', 'd']) {
        await harness.finish(id);
        const call = harness.calls.findLast(({ want }) => want > 0) as Call;
        asked.push(call.partition);
        for (const one of harness.calls.splice(0))
          await one.answer(fresh(...Array.from({ length: one.want }, () => `n-${id}`)));
      }
      expect(asked).toEqual([1, 2, 0, 1]);
    });

    it('writes an end where its task came from', async () => {
      void harness.feed.wake(2);
      await turnEnds();
      await harness.last.answer(fresh('a'));
      await harness.finish('a');
      expect(harness.calls.find(({ ends }) => ends.length > 0)?.partition).toBe(2);
    });

    it('tells of a pause anywhere', async () => {
      void harness.feed.wake(1);
      await turnEnds();
      await harness.last.answer([], { paused: true });
      expect(harness.feed.paused).toBe(true);
    });
  });

  it('sleeps while the queue is paused, until it is woken', async () => {
    const asleep = isDone(harness.feed.wake(0));
    await turnEnds();
    await harness.last.answer([], { paused: true });
    expect([asleep(), harness.feed.paused, harness.calls.length]).toEqual([true, true, 1]);
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a'));
    expect([harness.feed.paused, harness.begun.length]).toEqual([false, 1]);
  });

  it('looks when it is told to, with all slots in use too', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a', 'b', 'c', 'd'));
    const looked = isDone(harness.feed.look());
    await turnEnds();
    expect(harness.last).toMatchObject({ want: 0, ends: [] });
    await harness.last.answer([], { paused: true });
    expect([looked(), harness.feed.paused]).toEqual([true, true]);
  });

  it('says when it could not look', async () => {
    const looking = expect(harness.feed.look()).rejects.toThrow(CLOSED);
    await turnEnds();
    await harness.last.fail(CLOSED);
    await looking;
  });

  it('asks for more as soon as there are more slots', async () => {
    void harness.feed.wake(0);
    await turnEnds();
    await harness.last.answer(fresh('a', 'b', 'c', 'd'));
    harness.slots.setCapacity(6);
    await turnEnds();
    expect(harness.last).toMatchObject({ want: 2, ends: [] });
  });

  it('goes by what its policy narrows, and asks again for it', async () => {
    class Narrow extends IntakePolicy {
      override terms() {
        return { want: 1, retryRoom: 0, skipClients: ['acme'] };
      }
      override answered(): boolean {
        return harness.calls.length < 2;
      }
    }
    harness = new FeedHarness(1, 4, new Narrow());
    void harness.feed.wake(0);
    await turnEnds();
    expect(harness.last).toMatchObject({ want: 1, retryRoom: 0, skipClients: ['acme'] });
    await harness.last.answer([]);
    expect(harness.calls).toHaveLength(2);
    await harness.last.answer([]);
    expect(harness.calls).toHaveLength(2);
  });
});
