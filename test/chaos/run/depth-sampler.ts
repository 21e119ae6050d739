import type { Cluster } from '../cluster/cluster.ts';
import type { HistoryLog } from '../history/history-log.ts';
import type { RunClock } from '../history/run-clock.ts';

const INTERVAL_MS = 500;

/** Writes the queue's depth into the history; while Redis is away there is none to write. */
export function sampleDepth(cluster: Cluster, clock: RunClock, log: HistoryLog): () => void {
  const timer = setInterval(() => {
    const atMs = clock.nowMs();
    cluster.probe.depth().then(
      (depth) => log.write({ kind: 'depth', atMs, ...depth }),
      () => undefined,
    );
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}
