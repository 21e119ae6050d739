import type { BackendAnswer } from '@sluice/backend-client';
import { SlotPool } from '../tasks/slot-pool';
import { BackendBreaker, type BreakerState, BREAKER_PAUSES } from './backend-breaker';

const SAVED: BackendAnswer = { kind: 'saved', result: {} };
const REFUSED: BackendAnswer = { kind: 'refused', status: 422, about: 'order', reason: 'no' };
const DOWN: BackendAnswer = { kind: 'unavailable', why: 'connect' };
const OVERLOADED: BackendAnswer = { kind: 'unavailable', why: 'overloaded' };
const FAULT: BackendAnswer = { kind: 'doubt', why: 'server-error' };
const HANG: BackendAnswer = { kind: 'doubt', why: 'timeout' };
const GARBAGE: BackendAnswer = { kind: 'doubt', why: 'garbage' };
const TOO_LARGE: BackendAnswer = { kind: 'doubt', why: 'too-large' };

describe('BackendBreaker', () => {
  let slots: SlotPool;
  let breaker: BackendBreaker;
  let states: BreakerState[];
  let orders: number;

  beforeEach(() => {
    jest.useFakeTimers();
    states = [];
    orders = 0;
    slots = new SlotPool(4);
    breaker = new BackendBreaker(
      slots,
      (state) => states.push(state),
      BREAKER_PAUSES,
      () => 1,
    );
  });
  afterEach(() => {
    jest.clearAllTimers();
    jest.useRealTimers();
  });

  /** So many orders are sent for the first time. */
  const note = (answer: BackendAnswer, times: number) => {
    for (let i = 0; i < times; i++) {
      const startedAtMs = performance.now();
      breaker.note(answer, { orderId: `o-${orders++}`, fresh: true, startedAtMs });
    }
  };
  /** One order is sent again. */
  const retry = (answer: BackendAnswer, orderId: string) =>
    breaker.note(answer, { orderId, fresh: false, startedAtMs: performance.now() });

  it('stays closed while most calls go well, and through refusals', () => {
    note(SAVED, 60);
    note(DOWN, 40);
    note(REFUSED, 100);
    expect(breaker.state).toBe('closed');
    expect(slots.free).toBe(4);
  });

  it('opens after few calls that do not even reach the backend, and then begins nothing', () => {
    note(DOWN, 5);
    expect(breaker.state).toBe('open');
    expect(slots.free).toBe(0);
  });

  it.each([FAULT, HANG, OVERLOADED, GARBAGE])(
    'opens when order after order fails (%j)',
    (answer) => {
      note(answer, 23);
      expect(breaker.state).toBe('closed');
      note(answer, 1);
      expect(breaker.state).toBe('open');
      expect(slots.free).toBe(0);
    },
  );

  it('opens when most of many orders fail, with some that go well between them', () => {
    for (let i = 0; i < 20; i++) {
      note(FAULT, 2);
      note(SAVED, 1);
    }
    expect(breaker.state).toBe('open');
  });

  it.each([FAULT, HANG, OVERLOADED, GARBAGE, TOO_LARGE])(
    'is not opened by twenty orders that always fail, first and ever again (%j)',
    async (answer) => {
      note(answer, 20);
      for (let round = 0; round < 100; round++) {
        for (let nth = 0; nth < 20; nth++) retry(answer, `o-${nth}`);
        if (round % 3 === 0) note(SAVED, 1);
        await jest.advanceTimersByTimeAsync(200);
      }
      expect(breaker.state).toBe('closed');
    },
  );

  it('is not opened by one order alone, however often it fails', async () => {
    for (let i = 0; i < 1_000; i++) {
      retry(i % 2 ? GARBAGE : TOO_LARGE, 'o-1');
      await jest.advanceTimersByTimeAsync(20);
    }
    expect(breaker.state).toBe('closed');
  });

  it('goes by retried orders, each once, where there are no others', () => {
    for (let i = 0; i < 100; i++) retry(FAULT, `o-${i % 23}`);
    expect(breaker.state).toBe('closed');
    retry(FAULT, 'o-23');
    expect(breaker.state).toBe('open');
  });

  it('goes by fresh orders where there are some', () => {
    note(SAVED, 30);
    for (let i = 0; i < 100; i++) retry(FAULT, `r-${i}`);
    expect(breaker.state).toBe('closed');
  });

  it('forgets what was long ago', async () => {
    note(FAULT, 25 - 2);
    note(SAVED, 1);
    await jest.advanceTimersByTimeAsync(6_000);
    note(FAULT, 20);
    expect(breaker.state).toBe('closed');
  });

  it('probes with one order, ever more rarely while probes fail', async () => {
    note(DOWN, 20);
    await jest.advanceTimersByTimeAsync(500);
    expect(breaker.state).toBe('half-open');
    expect(slots.free).toBe(1);
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

  it('is not told by a call from before the pause what the probe comes to', async () => {
    const startedAtMs = performance.now();
    await jest.advanceTimersByTimeAsync(1);
    note(DOWN, 5);
    await jest.advanceTimersByTimeAsync(500);
    breaker.note(HANG, { orderId: 'old', fresh: true, startedAtMs });
    expect(breaker.state).toBe('half-open');
    breaker.note(SAVED, { orderId: 'older', fresh: true, startedAtMs });
    expect(breaker.state).toBe('closed');
  });

  it('recovers slot by slot', async () => {
    note(DOWN, 20);
    await jest.advanceTimersByTimeAsync(500);
    const open = [];
    for (let i = 0; i < 4; i++) {
      note(SAVED, 1);
      open.push(slots.free);
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
    expect(slots.free).toBe(0);
  });
});
