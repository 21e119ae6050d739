import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppEntries } from '../cluster/build-copy.ts';
import type { ClusterOptions } from '../cluster/cluster-plan.ts';
import { Cluster } from '../cluster/cluster.ts';
import { drawSchedule } from '../faults/draw-schedule.ts';
import type { ClusterShape, PlannedFault } from '../faults/fault.ts';
import { REDIS_CLOCK } from '../faults/kinds/redis.faults.ts';
import { CHAOS_MIX } from '../load/arrival.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { SETTLE_MS, type SeedOptions } from './run-options.ts';
import { runSeed, type RunMoment, type SeedResult } from './run-seed.ts';

export interface SessionOptions {
  entries: AppEntries;
  /** For the data of the processes; emptied after each seed. */
  dataFolder: string;
  /** For histories, and for the logs of runs that failed. */
  resultsFolder: string;
  ratePerSecond: number;
  windowMs: number;
  leastFaults: number;
  /** Path of libfaketime; undefined where there is none, and no clock is set. */
  fakeTime?: string | undefined;
  signal: AbortSignal;
}

/** A seed's system and faults, drawn from nothing but the seed and the window. */
export interface SeedPlan {
  seed: number;
  shape: ClusterShape;
  faults: PlannedFault[];
}

export function planSeed(seed: number, windowMs: number, fixedShape?: ClusterShape): SeedPlan {
  const random = new SeededRandom(seed);
  const shape = fixedShape ?? drawShape(random.fork('shape'));
  return { seed, shape, faults: drawSchedule(random.fork('faults'), { shape, windowMs }) };
}

/** Mostly three gateways and two workers; the smaller systems have weaknesses of their own. */
function drawShape(random: SeededRandom): ClusterShape {
  const gateways = random.pickWeighted([
    [3, 6],
    [2, 3],
    [1, 1],
  ]);
  const workers = random.pickWeighted([
    [2, 7],
    [1, 2],
    [3, 1],
  ]);
  return { gateways, workers };
}

/** Plays seeds, each on a cluster of its own or all on one. */
export class ChaosSession {
  readonly #options: SessionOptions;
  #cluster: Cluster | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Plays one seed on a new cluster, which is gone afterwards. */
  async play(plan: SeedPlan, onMoment: (moment: RunMoment) => void): Promise<SeedResult> {
    const setsClock = plan.faults.some(({ claims }) => claims.includes(REDIS_CLOCK));
    await this.open(plan.shape, setsClock ? { fakeTime: this.#options.fakeTime } : {});
    try {
      return await this.playOn(plan, onMoment);
    } finally {
      await this.close();
    }
  }

  /** Starts the cluster for {@link playOn}. */
  async open(shape: ClusterShape, rest: Partial<ClusterOptions> = {}): Promise<Cluster> {
    const { entries, dataFolder: dataDir } = this.#options;
    await rm(dataDir, { recursive: true, force: true });
    this.#cluster = await Cluster.start({ ...shape, ...rest, dataDir, entries });
    return this.#cluster;
  }

  /** Plays one seed on the cluster that is open. @throws Error when none is */
  async playOn(
    plan: SeedPlan,
    onMoment: (moment: RunMoment) => void,
    rest: Partial<SeedOptions> = {},
  ): Promise<SeedResult> {
    if (!this.#cluster) throw new Error('no cluster is open');
    const { ratePerSecond, windowMs, leastFaults, resultsFolder, signal } = this.#options;
    const folder = join(resultsFolder, String(plan.seed));
    await rm(folder, { recursive: true, force: true });
    const limits = { ratePerSecond, windowMs, leastFaults, settleMs: SETTLE_MS };
    const common = { ...limits, mix: CHAOS_MIX, drill: true, folder, signal };
    const result = await runSeed(this.#cluster, { ...common, ...plan, ...rest }, onMoment);
    if (result.verdict.violations.length > 0) await this.#keepLogs(folder);
    return result;
  }

  /** Kills what runs. Idempotent. */
  async close(): Promise<void> {
    await this.#cluster?.stop();
    this.#cluster = undefined;
  }

  async #keepLogs(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const logs = join(this.#options.dataFolder, 'logs');
    await cp(logs, join(folder, 'logs'), { recursive: true });
  }
}
