import type { FaultCategory, FaultKind } from './fault.ts';
import { BACKEND_FAULTS } from './kinds/backend.faults.ts';
import { CLIENT_FAULTS } from './kinds/client.faults.ts';
import { FAILPOINTS } from './kinds/failpoint.faults.ts';
import { KILLS } from './kinds/kill.faults.ts';
import { LINK_FAULTS } from './kinds/link.faults.ts';
import { PROCESS_FAULTS } from './kinds/process.faults.ts';
import { REDIS_FAULTS } from './kinds/redis.faults.ts';

/** Every kind of fault there is. */
export const FAULT_DECK: readonly FaultKind[] = [
  ...KILLS,
  ...FAILPOINTS,
  ...PROCESS_FAULTS,
  ...REDIS_FAULTS,
  ...LINK_FAULTS,
  ...BACKEND_FAULTS,
  ...CLIENT_FAULTS,
];

/** So many of each category in every run, that no run is all of one kind. */
export const QUOTAS: Record<FaultCategory, number> = {
  kill: 2,
  failpoint: 4,
  process: 1,
  redis: 2,
  link: 2,
  backend: 2,
  client: 2,
};
