import { BOOKKEEPING_MUTANTS } from './bookkeeping.mutants.ts';
import { COMPARE_AND_SET_MUTANTS } from './compare-and-set.mutants.ts';
import { DOUBLING_MUTANTS } from './doubling.mutants.ts';
import type { Mutant } from './mutant.ts';
import { PROMISE_MUTANTS } from './promise.mutants.ts';
import { RECOVERY_MUTANTS } from './recovery.mutants.ts';

/** Every way in which the system is broken to see whether the checker notices. */
export const ALL_MUTANTS: readonly Mutant[] = [
  ...RECOVERY_MUTANTS,
  ...DOUBLING_MUTANTS,
  ...COMPARE_AND_SET_MUTANTS,
  ...PROMISE_MUTANTS,
  ...BOOKKEEPING_MUTANTS,
];
