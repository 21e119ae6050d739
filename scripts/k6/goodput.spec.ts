import { emptyFrom, goodputShare, windowRates } from './goodput.ts';
import { readGauge } from './observation.ts';

const samplesOf = (...saved: number[]) =>
  saved.map((count, second) => ({ atMs: second * 1_000, saved: count, queued: 0 }));

describe('windowRates', () => {
  it('counts what was saved between two moments', () => {
    const rates = windowRates(samplesOf(0, 100, 200), 2_000);
    expect(rates).toEqual([{ fromMs: 0, toMs: 2_000, perSecond: 100 }]);
  });

  it('has no window where there are too few samples', () => {
    expect(windowRates(samplesOf(1), 1_000)).toEqual([]);
  });
});

describe('goodputShare', () => {
  const samples = samplesOf(0, 100, 200, 280, 360, 460);

  it('is the poorest window of the period against the best of all', () => {
    expect(goodputShare(samples, { fromMs: 2_000, toMs: 4_000 }, 1_000)).toBeCloseTo(0.8);
    expect(goodputShare(samples, { fromMs: 0, toMs: 2_000 }, 1_000)).toBe(1);
  });

  it('is unknown when the period was not seen', () => {
    expect(goodputShare(samples, { fromMs: 9_000, toMs: 12_000 }, 1_000)).toBeUndefined();
  });
});

describe('emptyFrom', () => {
  const samples = [5, 900, 3, 700, 10, undefined, 4].map((queued, second) => ({
    atMs: second * 1_000,
    saved: 0,
    queued,
  }));

  it('is the moment after the last deep one', () => {
    expect(emptyFrom(samples, 100)).toBe(4_000);
  });

  it('is not there while the queue is still deep', () => {
    expect(emptyFrom(samples.slice(0, 4), 100)).toBeUndefined();
  });
});

describe('readGauge', () => {
  const TEXT =
    '# HELP sluice_queue_orders x\nsluice_queue_orders{state="queued",app="gateway"} 42\n';

  it('finds a gauge by its label', () => {
    expect(readGauge(TEXT, 'sluice_queue_orders', 'state="queued"')).toBe(42);
    expect(readGauge(TEXT, 'sluice_queue_orders', 'state="failed"')).toBeUndefined();
  });
});
