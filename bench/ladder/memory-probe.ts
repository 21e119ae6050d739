/**
 * Preloaded into the apps by the ladder only (`node --import`), so that production has no endpoint
 * for it: writes heap samples and collection pauses to a file, and collects garbage on SIGUSR2.
 */
import { appendFileSync } from 'node:fs';
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import type { ProbeRecord } from './probe-log.ts';

const SAMPLE_INTERVAL_MS = 20;
const FLUSH_INTERVAL_MS = 500;
const BYTES_PER_MB = 1_000_000;

const file = new URL(import.meta.url).searchParams.get('file') ?? '';
let lines = '';

function note(record: ProbeRecord): void {
  lines += `${JSON.stringify(record)}\n`;
}

function flush(): void {
  appendFileSync(file, lines);
  lines = '';
}

function sampleHeap(): void {
  let [youngBytes, oldBytes] = [0, 0];
  for (const { space_name: name, space_used_size: used } of getHeapSpaceStatistics()) {
    if (name.startsWith('new_')) youngBytes += used;
    else oldBytes += used;
  }
  const [youngMb, oldMb] = [youngBytes / BYTES_PER_MB, oldBytes / BYTES_PER_MB];
  note({ kind: 'heap', atMs: Date.now(), youngMb, oldMb });
}

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { startTime, duration, detail } = entry as PerformanceEntry & {
      detail: { kind: number };
    };
    const isMinor = detail.kind === constants.NODE_PERFORMANCE_GC_MINOR;
    const atMs = performance.timeOrigin + startTime;
    note({ kind: 'pause', atMs, pauseMs: duration, isMinor });
  }
}).observe({ entryTypes: ['gc'] });

process.on('SIGUSR2', () => {
  globalThis.gc?.();
  sampleHeap();
  note({ kind: 'collected', atMs: Date.now() });
  flush();
});

setInterval(sampleHeap, SAMPLE_INTERVAL_MS).unref();
setInterval(flush, FLUSH_INTERVAL_MS).unref();
