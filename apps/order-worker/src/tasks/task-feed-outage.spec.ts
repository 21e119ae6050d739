import { type Call, DONE, FeedHarness, fresh, isDone, turnEnds } from '../testing/feed-harness';

const CLOSED = new Error('Connection is closed.');

describe('a TaskFeed', () => {
  let harness: FeedHarness;

  beforeEach(() => {
    jest.useFakeTimers();
    harness = new FeedHarness(1, 4);
  });
  afterEach(() => jest.useRealTimers());

  describe('while Redis is away', () => {
    /** Each call fails, for so long. */
    async function outage(forMs: number): Promise<void> {
      for (let passedMs = 0; passedMs < forMs; passedMs += 10) {
        for (const call of harness.calls.splice(0)) await call.fail(CLOSED);
        await jest.advanceTimersByTimeAsync(10);
      }
    }

    beforeEach(async () => {
      void harness.feed.wake(0);
      await turnEnds();
      await harness.last.answer(fresh('a', 'b', 'c', 'd'));
    });

    it('keeps ends and sends them again, ever more rarely', async () => {
      await harness.finish('a');
      const ask = jest.spyOn(harness.slots, 'reserve');
      await outage(20_000);
      expect(ask.mock.calls.length).toBeGreaterThan(10);
      expect(ask.mock.calls.length).toBeLessThan(30);
      await jest.advanceTimersByTimeAsync(2_000);
      expect(harness.last).toMatchObject({ ends: [{ taskId: 'a' }], want: 1 });
      await harness.last.answer([]);
      expect(harness.written).toEqual([['a', true]]);
      expect(harness.error).not.toHaveBeenCalled();
    });

    it('survives without a bell, and frees what was asked for', async () => {
      await harness.finish('a', null);
      await harness.last.fail(CLOSED);
      expect(harness.slots.free).toBe(1);
      await jest.advanceTimersByTimeAsync(51);
      expect(harness.last).toMatchObject({ want: 1, ends: [] });
      await harness.last.answer(fresh('e'));
      expect(harness.begun).toHaveLength(5);
    });

    it('gives up in the end', async () => {
      await harness.finish('a');
      await outage(63_000);
      expect(harness.givenUp).toEqual(['a']);
      expect(harness.written).toEqual([]);
    });

    it.each([0, 10_000])('does not hold a process up that stops after %d ms', async (afterMs) => {
      for (const id of ['a', 'b', 'c', 'd']) harness.feed.finish(harness.attemptOf(id), DONE);
      await turnEnds();
      await outage(afterMs);
      const tries = jest.spyOn(harness.slots, 'reserve');
      harness.feed.stop();
      harness.feed.hurry();
      const idle = isDone(harness.feed.idle());
      await outage(500);
      expect(harness.givenUp.sort()).toEqual(['a', 'b', 'c', 'd']);
      expect(idle()).toBe(true);
      expect(tries.mock.calls.length).toBeGreaterThan(3);
      expect(tries.mock.calls.length).toBeLessThan(15);
    });

    it('finds out which end Redis refuses, and writes the others', async () => {
      const refuses = (call: Call) => call.ends.some(({ taskId }) => taskId === 'b');
      for (const id of ['a', 'b', 'c', 'd']) harness.feed.finish(harness.attemptOf(id), DONE);
      await turnEnds();
      for (let passedMs = 0; passedMs < 63_000; passedMs += 10) {
        for (const call of harness.calls.splice(0)) {
          if (refuses(call)) await call.fail(new Error('ERR user_script:9: nil'));
          else await call.answer([]);
        }
        await jest.advanceTimersByTimeAsync(10);
      }
      expect(harness.written.map(([id]) => id).sort()).toEqual(['a', 'c', 'd']);
      expect(harness.givenUp).toEqual(['b']);
      expect(harness.error).toHaveBeenCalled();
    });
  });

  describe('that is stopped', () => {
    it('begins nothing more, and finishes what was begun', async () => {
      const asleep = isDone(harness.feed.wake(0));
      await turnEnds();
      await harness.last.answer(fresh('a', 'b', 'c', 'd'));
      harness.feed.stop();
      harness.feed.dismissBells();
      await jest.advanceTimersByTimeAsync(3);
      expect([asleep(), harness.feed.paused]).toEqual([true, true]);
      const idle = isDone(harness.feed.idle());
      for (const id of ['a', 'b', 'c']) await harness.finish(id);
      expect(harness.calls.slice(1).map(({ want }) => want)).toEqual([0, 0, 0]);
      for (const call of harness.calls.slice(1)) await call.answer([]);
      expect(idle()).toBe(false);
      await harness.finish('d');
      await harness.last.answer([]);
      expect([idle(), harness.written.length]).toEqual([true, 4]);
    });

    it('takes what was asked for before', async () => {
      void harness.feed.wake(0);
      await turnEnds();
      harness.feed.stop();
      const idle = isDone(harness.feed.idle());
      await harness.last.answer(fresh('a'));
      expect([harness.begun.length, idle()]).toEqual([1, false]);
      await harness.finish('a', null);
      expect(idle()).toBe(true);
    });

    it('holds no bell', async () => {
      harness.feed.stop();
      await harness.feed.wake(0);
      await turnEnds();
      expect(harness.calls).toEqual([]);
    });
  });
});
