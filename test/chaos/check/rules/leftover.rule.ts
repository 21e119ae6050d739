import type { Violation } from '../violation.ts';

const SHOWN = 8;

/** Ended orders leave every lane and every list: nobody would ever take away what is left there. */
export function checkLeftovers(leftovers: readonly string[]): Violation[] {
  if (leftovers.length === 0) return [];
  const rest = leftovers.length - SHOWN;
  const shown = leftovers.slice(0, SHOWN).join(', ');
  const seen = rest > 0 ? `${shown} and ${rest} more` : shown;
  return [{ kind: 'leak', rule: 'nothing is left behind', expected: 'no job, no entry', seen }];
}
