import type { BackendAnswer } from '@sluice/backend-client';
import { FixedLimiter } from '../limiter/fixed-limiter';
import { BackendBreaker, BREAKER_DEFAULTS, type BreakerState } from './backend-breaker';

const SAVED: BackendAnswer = { kind: 'saved', result: {} };
const REFUSED: BackendAnswer = { kind: 'refused', status: 422, about: 'order', reason: 'no' };
const DOWN: BackendAnswer = { kind: 'unavailable', why: 'connect' };
const DOUBT: BackendAnswer = { kind: 'doubt', why: 'server-error' };

describe('BackendBreaker', () => {
  let limiter: FixedLimiter;
  let breaker: BackendBreaker;
  let states: BreakerState[];

  beforeEach(() => {
    jest.useFakeTimers();
    states = [];
    limiter = new FixedLimiter(4);
    breaker = new BackendBreaker(
      limiter,
      BREAKER_DEFAULTS,
      (state) => states.push(state),
      () => 1,
    );
  });
  afterEach(() => {
    jest.clearAllTimers();
    jest.useRealTimers();
  });

  const note = (answer: BackendAnswer, times: number) => {
    for (let i = 0; i < times; i++) breaker.note(answer);
  };
  const freeSlots = async () => {
    const taken = [];
    while (taken.length < 10) {
      const gone = new AbortController();
      const slot = limiter.acquire(gone.signal);
      gone.abort();
      const release = await slot;
      if (!release) break;
      taken.push(release);
    }
    taken.forEach((release) => release());
    return taken.length;
  };

  it('stays closed while most calls go well, and through refusals', async () => {
    note(SAVED, 60);
    note(DOWN, 40);
    note(REFUSED, 100);
    expect(breaker.state).toBe('closed');
    expect(await freeSlots()).toBe(4);
  });

  it.each([DOWN, DOUBT])(
    'opens when most calls fail, and then begins nothing (%j)',
    async (answer) => {
      note(answer, 20);
      expect(breaker.state).toBe('open');
      expect(await freeSlots()).toBe(0);
    },
  );

  it('probes with one order, ever more rarely while probes fail', async () => {
    note(DOWN, 20);
    await jest.advanceTimersByTimeAsync(500);
    expect(breaker.state).toBe('half-open');
    expect(await freeSlots()).toBe(1);
    note(DOWN, 1);
    await jest.advanceTimersByTimeAsync(999);
    expect(breaker.state).toBe('open');
    await jest.advanceTimersByTimeAsync(1);
    expect(breaker.state).toBe('half-open');
    for (let i = 0; i < 10; i++) {
      note(DOWN, 1);
      await jest.advanceTimersByTimeAsync(5_000);
    }
    expect(breaker.state).toBe('half-open');
  });

  it('recovers slot by slot', async () => {
    note(DOWN, 20);
    await jest.advanceTimersByTimeAsync(500);
    const open = [];
    for (let i = 0; i < 4; i++) {
      note(SAVED, 1);
      open.push(await freeSlots());
    }
    expect(open).toEqual([2, 3, 4, 4]);
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  it('takes failures during the recovery for what they are', async () => {
    note(DOWN, 20);
    await jest.advanceTimersByTimeAsync(500);
    note(SAVED, 2);
    note(DOWN, 20);
    expect(breaker.state).toBe('open');
    expect(await freeSlots()).toBe(0);
  });
});
