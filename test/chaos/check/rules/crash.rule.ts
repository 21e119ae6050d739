import type { HistoryEvent } from '../../history/history-event.ts';
import type { Violation } from '../violation.ts';

/** SIGKILL is ours, and so is SIGTERM: it ends with 0 who runs, and by itself who only starts. */
const WANTED = ['SIGKILL', 'SIGTERM', 'exit code 0'];

/** No process ends for a reason of its own. */
export function checkCrashes(events: readonly HistoryEvent[]): Violation[] {
  return events.flatMap((event) => {
    if (event.kind !== 'process' || event.what === 'restarted') return [];
    if (WANTED.includes(event.why)) return [];
    const seen = `${event.name} ended at ${(event.atMs / 1_000).toFixed(1)} s: ${event.why}`;
    return [{ kind: 'crash', rule: 'processes do not end by themselves', expected: 'none', seen }];
  });
}
