import type { StackEvent } from '../../../scripts/stack/stack-event.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { ProcessEvent } from '../history/history-event.ts';
import type { HistoryLog } from '../history/history-log.ts';
import type { RunClock } from '../history/run-clock.ts';

/** Writes into the history which processes died and came back; gives the way to stop it. */
export function keepDiary(cluster: Cluster, clock: RunClock, log: HistoryLog): () => void {
  return cluster.observe((event) => {
    const fate = fateIn(event);
    if (fate) log.write({ kind: 'process', atMs: clock.nowMs(), ...fate });
  });
}

function fateIn(event: StackEvent): Omit<ProcessEvent, 'kind' | 'atMs'> | undefined {
  const { name } = event.service;
  switch (event.kind) {
    case 'died':
      return { name, what: event.kind, why: event.why };
    case 'restarted':
      return { name, what: event.kind, why: '' };
    default:
      return undefined;
  }
}
