import type { SuitePlan } from './suite.model.ts';
import { BREAKPOINT } from './suites/breakpoint.plan.ts';
import { BURST_150, BURST_514 } from './suites/burst.plans.ts';
import { LADDER, SOAK, SPIKE } from './suites/experiment.plans.ts';
import { ACCEPT, BRIDGE, COMPLETION, CONTRACT, MIXED, SMOKE } from './suites/gate.plans.ts';
import { OVERLOAD_PLAN } from './suites/overload.plan.ts';

/** Every suite by the name of its script. */
export const SUITES: Readonly<Record<string, SuitePlan>> = {
  smoke: SMOKE,
  contract: CONTRACT,
  accept: ACCEPT,
  completion: COMPLETION,
  bridge: BRIDGE,
  mixed: MIXED,
  overload: OVERLOAD_PLAN,
  'burst-150': BURST_150,
  'burst-514': BURST_514,
  ladder: LADDER,
  breakpoint: BREAKPOINT,
  soak: SOAK,
  spike: SPIKE,
};

export function suitesOf(kind: SuitePlan['kind']): string[] {
  return Object.entries(SUITES)
    .filter(([, plan]) => plan.kind === kind && plan.onlyByName !== true)
    .map(([name]) => name);
}
