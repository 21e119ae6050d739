import type { Scenario } from './scenario';
import { totalsOf } from './run-totals';
import { simulate } from './simulate';
import { burst } from './testing/burst';

const totals = (pattern: 'sync' | 'async', changes: Partial<Scenario>) =>
  totalsOf(simulate(pattern, burst(changes)));

describe('the synchronous gateway under a burst', () => {
  it.each([
    [150, 12, 30, 10, 110],
    [150, 35, 0, 40, 110],
    [514, 12, 30, 10, 474],
  ])('%i calls at %i s: %i × 200, %i × 504, %i × 503', (calls, latencyS, ...outcomes) => {
    const it = totals('sync', { calls, backendLatencyMs: latencyS * 1_000 });
    expect([it.completed, it.timedOut, it.refused]).toEqual(outcomes);
    expect(it.expired).toBe(0);
  });

  it('keeps the backend at work for those that have gone', () => {
    const it = totals('sync', {});
    expect(it.abandoned).toBe(10);
    expect(it.endedAtMs).toBeGreaterThanOrEqual(30_000);
    expect(it.backendFreeAtMs).toBeGreaterThan(36_000);
  });

  it('refuses from the moment on at which all threads are held', () => {
    const events = simulate('sync', burst()).events;
    const held = events.filter(({ kind }) => kind === 'held').map(({ atMs }) => atMs);
    expect(held).toHaveLength(40);
    expect(totals('sync', {}).firstRefusalMs).toBe(held.at(-1)! + 20);
  });

  it('takes calls again in threads that were given back, by an answer or a timeout', () => {
    const slowly = { calls: 3, threads: 1, backendWorkers: 1, arrivalWindowMs: 3_000 };
    expect(totals('sync', { ...slowly, backendLatencyMs: 900 }).completed).toBe(3);
    const late = { ...slowly, backendLatencyMs: 9_000, upstreamTimeoutMs: 900 };
    expect(totals('sync', late)).toMatchObject({ timedOut: 3, refused: 0, abandoned: 3 });
  });

  it('gives up at the very moment, also when the answer comes then', () => {
    const justLate = { calls: 1, backendLatencyMs: 30_000 };
    expect(totals('sync', justLate)).toMatchObject({ timedOut: 1, completed: 0 });
    expect(totals('sync', { ...justLate, backendLatencyMs: 29_999 }).completed).toBe(1);
  });
});

describe('the asynchronous gateway under a burst', () => {
  it.each([
    [150, 120],
    [514, 420],
  ])('%i calls all end well, after about %i s', (calls, aboutS) => {
    const it = totals('async', { calls });
    expect([it.completed, it.expired, it.refused]).toEqual([calls, 0, 0]);
    expect(Math.abs(it.endedAtMs / 1_000 - aboutS)).toBeLessThan(5);
    expect(it.backendFreeAtMs).toBeGreaterThanOrEqual(aboutS * 1_000);
  });

  it.each([
    [60, 1_000, 90, 60, 0],
    [30, 1_000, 45, 105, 0],
    [60, 100, 90, 25, 35],
  ])(
    'TTL %i s, at most %i waiting: %i × 200, %i × 410, %i refused',
    (ttlS, queueLimit, ...outcomes) => {
      const it = totals('async', { ttlMs: ttlS * 1_000, queueLimit });
      expect([it.completed, it.expired, it.refused]).toEqual(outcomes);
      expect(it.abandoned).toBe(0);
    },
  );

  it('lets nobody wait, and refuses nobody whom a worker can take at once', () => {
    const it = totals('async', { calls: 20, arrivalWindowMs: 0, queueLimit: 0 });
    expect(it).toMatchObject({ completed: 15, refused: 5, firstRefusalMs: 0 });
  });

  it('expires at the very moment, also when a worker would be free then', () => {
    const late = { calls: 2, arrivalWindowMs: 0, backendWorkers: 1, ttlMs: 12_000 };
    expect(totals('async', late)).toMatchObject({ completed: 1, expired: 1 });
    expect(totals('async', { ...late, ttlMs: 12_001 }).completed).toBe(2);
  });

  it('tells a client at its next question', () => {
    const learned = (pollIntervalMs: number) =>
      simulate('async', burst({ calls: 1, pollIntervalMs })).events.at(-1);
    expect(learned(5_000)).toMatchObject({ kind: 'learned', atMs: 15_000 });
    expect(learned(4_000)).toMatchObject({ kind: 'learned', atMs: 12_000 });
  });
});

it('does not run what is no scenario', () => {
  expect(() => simulate('sync', burst({ threads: 0 }))).toThrow(RangeError);
});
