/** Is every answer of the HTTP contract what it says: code, headers and body? */
import { holdAccess } from '../lib/contract/access.contract.ts';
import { holdDuplicates } from '../lib/contract/duplicate.contract.ts';
import { holdFull } from '../lib/contract/full.contract.ts';
import { holdIntake } from '../lib/contract/intake.contract.ts';
import { holdOperations } from '../lib/contract/operations.contract.ts';
import { holdOrganizations } from '../lib/contract/organizations.contract.ts';
import { holdRefusals } from '../lib/contract/refusal.contract.ts';
import { holdTracking } from '../lib/contract/tracking.contract.ts';
import { holdFailing, holdRefusing, holdSlow } from '../lib/contract/trouble.contract.ts';
import { textOption } from '../lib/suite-options.ts';
import { suiteOptions } from '../lib/suite.ts';

export { handleSummary } from '../lib/summary.ts';
export { pulse } from '../lib/pulse.ts';

export const options = suiteOptions({
  seconds: 3,
  scenarios: {
    contract: {
      executor: 'per-vu-iterations',
      exec: 'contract',
      vus: 1,
      iterations: 1,
      maxDuration: '60s',
    },
  },
});

function holdHealthy(): void {
  holdIntake();
  holdRefusals();
  holdDuplicates();
  holdTracking();
  holdOperations();
  holdOrganizations();
}

/** Each needs another backend; whoever starts the suite has set it up. */
const CASES: Record<string, () => void> = {
  healthy: holdHealthy,
  refusing: holdRefusing,
  failing: holdFailing,
  slow: holdSlow,
  full: holdFull,
  keys: holdAccess,
};

export function contract(): void {
  const name = textOption('case', 'healthy');
  const holdCase = CASES[name];
  if (!holdCase) throw new Error(`the contract has no case "${name}"`);
  holdCase();
}
