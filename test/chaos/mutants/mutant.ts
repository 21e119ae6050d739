import type { AppName } from '../../../scripts/stack/project.ts';
import type { PromptLimit } from '../check/evidence.ts';
import type { ViolationKind } from '../check/violation.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { LoadMix } from '../load/arrival.ts';
import type { ClientIdentity, ClientShare } from '../load/load-options.ts';
import type { ClusterShape, PlannedFault } from '../faults/fault.ts';

/** A client whom the gateways know by its key. */
export type KeyedClient = Required<ClientShare> & { identity: ClientIdentity };

/** One change of the built code. */
export interface Patch {
  apps: AppName[];
  /** Below the app's build. */
  file: string;
  /** Has to be there, or the mutant is out of date. */
  find: string;
  replace: string;
}

/** A way to break the system, and the faults under which that shows. */
export interface Mutant {
  name: string;
  /** What is broken, as a reader would say it. */
  about: string;
  patches: Patch[];
  /** What cannot be broken in the code. */
  prepare?: (cluster: Cluster) => Promise<void>;
  faults: PlannedFault[];
  /** Left out, that of every chaos run. */
  mix?: LoadMix;
  /** Clients with a key each, in place of anonymous ones. */
  clients?: readonly KeyedClient[];
  prompt?: PromptLimit;
  shape: ClusterShape;
  windowMs: number;
  /** The checker has to find one of these at least. */
  expected: ViolationKind[];
}

export const TASK_QUEUE = 'libs/task-queue/src';

/** One of its scripts. */
export const luaFile = (name: string): string => `${TASK_QUEUE}/lua/${name}.lua`;
