import type { CheckLimits } from '../evidence.ts';
import type { Violation } from '../violation.ts';

/** So much has to have happened that the absence of violations means something. */
export function checkEnoughWork(
  counts: { acknowledged: number; completed: number; faults: number },
  { minAcknowledged, minCompleted, minFaults }: CheckLimits,
): Violation[] {
  return [
    ...shortfall('orders acknowledged', counts.acknowledged, minAcknowledged),
    ...shortfall('orders saved', counts.completed, minCompleted),
    ...shortfall('faults', counts.faults, minFaults),
  ];
}

function shortfall(what: string, count: number, least: number): Violation[] {
  if (count >= least) return [];
  return [
    {
      kind: 'vacuous',
      rule: 'enough work was done',
      expected: `at least ${least} ${what}`,
      seen: `${count}`,
    },
  ];
}
