import type { Cluster } from '../cluster/cluster.ts';
import type { LoadFleet } from '../load/load-fleet.ts';
import type { SeededRandom } from '../random/seeded-random.ts';

/** How large the system under test is. */
export interface ClusterShape {
  gateways: number;
  workers: number;
}

/** Where a fault is played out. */
export interface Stage {
  cluster: Cluster;
  fleet: LoadFleet;
  /** Rejects when the run is broken off. */
  sleep(ms: number): Promise<void>;
}

/** A fault with everything about it drawn but its moment. */
export interface FaultDraft {
  /** Who or what it befalls. */
  target: string;
  /** Roughly, from its beginning until its cause is gone. */
  durationMs: number;
  detail: string;
  /** What no other fault may touch at the same time. */
  claims: string[];
  /**
   * Brings the fault about and takes its cause away again. Resolves to whether it took place: a
   * failpoint, for one, may never be passed.
   */
  play(stage: Stage): Promise<boolean>;
}

export const FAULT_CATEGORIES = [
  'kill',
  'failpoint',
  'process',
  'redis',
  'link',
  'backend',
  'client',
] as const;

export type FaultCategory = (typeof FAULT_CATEGORIES)[number];

export interface FaultKind {
  name: string;
  category: FaultCategory;
  draw(random: SeededRandom, shape: ClusterShape): FaultDraft;
}

/** A fault with its moment. */
export interface PlannedFault extends FaultDraft {
  name: string;
  category: FaultCategory;
  /** Since the load began. */
  atMs: number;
}

export const GATEWAYS = ({ gateways }: ClusterShape): string[] => names('gateway', gateways);
export const WORKERS = ({ workers }: ClusterShape): string[] => names('order-worker', workers);

function names(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${kind}-${index + 1}`);
}
