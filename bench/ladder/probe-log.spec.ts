import { parseProbeLog, summarizeMemory, type ProbeRecord } from './probe-log.ts';

const records: ProbeRecord[] = [
  { kind: 'heap', atMs: 40, youngMb: 99, oldMb: 99 },
  { kind: 'heap', atMs: 90, youngMb: 1, oldMb: 8 },
  { kind: 'heap', atMs: 100, youngMb: 4, oldMb: 10 },
  { kind: 'pause', atMs: 110, pauseMs: 2, isMinor: true },
  { kind: 'heap', atMs: 150, youngMb: 2, oldMb: 14 },
  { kind: 'pause', atMs: 160, pauseMs: 7, isMinor: false },
  { kind: 'collected', atMs: 170 },
  { kind: 'pause', atMs: 999, pauseMs: 500, isMinor: false },
];

describe('summarizeMemory', () => {
  it('looks at the period and at the sample just before it', () => {
    expect(summarizeMemory(records, { fromMs: 100, toMs: 200 })).toEqual({
      meanHeapMb: 13,
      peakHeapMb: 16,
      peakOldMb: 14,
      pauseMs: 9,
      longestPauseMs: 7,
      minorCollections: 1,
      majorCollections: 1,
    });
  });
  it('has the sample before a run that was shorter than the sampling', () => {
    expect(summarizeMemory(records, { fromMs: 151, toMs: 152 }).peakHeapMb).toBe(16);
  });
  it('does not make a figure without a sample', () => {
    expect(() => summarizeMemory([], { fromMs: 0, toMs: 3_000 })).toThrow(RangeError);
  });
});

describe('parseProbeLog', () => {
  it('leaves out a line that is still being written', () => {
    const text = `${JSON.stringify(records[0])}\n{"kind":"he`;
    expect(parseProbeLog(text)).toEqual([records[0]]);
    expect(parseProbeLog('')).toEqual([]);
  });
});
