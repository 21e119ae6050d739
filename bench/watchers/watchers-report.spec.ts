import type { Measurement } from '../accept/measurement.ts';
import { watchersMarkdown, watchersRatios, type WatchersRun } from './watchers-report.ts';

const measurement = (
  variant: 'watched' | 'unwatched',
  round: number,
  requestsPerSecond: number,
): Measurement => ({
  variant,
  round,
  connections: 64,
  requestsPerSecond,
  cpuUsPerOrder: 50,
  serverCpuUsPerOrder: 40,
  redisCpuUsPerOrder: 10,
  foreignCpuShare: 0,
  accepted: requestsPerSecond,
  failed: 0,
  seconds: 1,
  p50Ms: 1,
  p99Ms: 3,
  maxMs: 9,
  generatorCpuShare: 0.5,
});

const run: WatchersRun = {
  watchers: 10_000,
  kilobytesPerWatcher: 15.5,
  connections: 64,
  rounds: 2,
  seconds: 1,
  generator: 'wrk',
  measurements: [
    measurement('unwatched', 1, 20_000),
    measurement('watched', 1, 19_000),
    measurement('watched', 2, 9_000),
    measurement('unwatched', 2, 10_000),
  ],
};

describe('the report of the watchers', () => {
  it('compares within a round', () => {
    const { acceptWithWatchers, kilobytesPerWatcher } = watchersRatios(run);
    expect(acceptWithWatchers?.spread).toEqual({ median: 0.925, min: 0.9, max: 0.95 });
    expect(kilobytesPerWatcher?.spread.median).toBe(15.5);
  });

  it('says what was measured and what was required', () => {
    const markdown = watchersMarkdown(run);
    for (const text of ['10,000', '≥ 0.9', '≤ 20', 'wrk']) expect(markdown).toContain(text);
  });
});
