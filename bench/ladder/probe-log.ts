import { mean } from '../measure/statistics.ts';

/** What the probe in a process writes, one JSON line each. `atMs` is the time since 1970. */
export type ProbeRecord =
  | { kind: 'heap'; atMs: number; youngMb: number; oldMb: number }
  | { kind: 'pause'; atMs: number; pauseMs: number; isMinor: boolean }
  | { kind: 'collected'; atMs: number };

/** What a run did to a process' memory. Megabytes are used heap, not reserved. */
export interface MemorySummary {
  meanHeapMb: number;
  peakHeapMb: number;
  /** Of what has survived two young collections: state of calls that took long. */
  peakOldMb: number;
  pauseMs: number;
  longestPauseMs: number;
  minorCollections: number;
  majorCollections: number;
}

export interface Period {
  fromMs: number;
  toMs: number;
}

/** A last line that is still being written is left out. */
export function parseProbeLog(text: string): ProbeRecord[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ProbeRecord);
}

/**
 * A run may be shorter than the sampling: the last sample before it counts too.
 * @throws RangeError when there is no sample of the heap at all.
 */
export function summarizeMemory(
  records: readonly ProbeRecord[],
  { fromMs, toMs }: Period,
): MemorySummary {
  const within = records.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const heap = heapOf(records, { fromMs, toMs });
  const pauses = within.filter((record) => record.kind === 'pause');
  const used = heap.map(({ youngMb, oldMb }) => youngMb + oldMb);
  const minor = pauses.filter(({ isMinor }) => isMinor);
  return {
    meanHeapMb: mean(used),
    peakHeapMb: Math.max(...used),
    peakOldMb: Math.max(...heap.map(({ oldMb }) => oldMb)),
    pauseMs: pauses.reduce((sum, { pauseMs }) => sum + pauseMs, 0),
    longestPauseMs: Math.max(0, ...pauses.map(({ pauseMs }) => pauseMs)),
    minorCollections: minor.length,
    majorCollections: pauses.length - minor.length,
  };
}

function heapOf(records: readonly ProbeRecord[], { fromMs, toMs }: Period) {
  const heap = records.filter((record) => record.kind === 'heap');
  const last = heap.findLastIndex(({ atMs }) => atMs < fromMs);
  return heap.slice(Math.max(0, last)).filter(({ atMs }) => atMs <= toMs);
}
