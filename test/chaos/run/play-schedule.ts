import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import type { PlannedFault, Stage } from '../faults/fault.ts';
import type { HistoryLog } from '../history/history-log.ts';
import type { RunClock } from '../history/run-clock.ts';
import type { LoadFleet } from '../load/load-fleet.ts';

export interface PlayOptions {
  cluster: Cluster;
  fleet: LoadFleet;
  clock: RunClock;
  log: HistoryLog;
  signal: AbortSignal;
}

/** Plays faults out at their moments and writes down which of them took place, and when. */
export class FaultPlayer {
  readonly #options: PlayOptions;
  readonly #stage: Stage;
  readonly #current = new Set<string>();

  constructor(options: PlayOptions) {
    const { cluster, fleet, signal } = options;
    this.#options = options;
    this.#stage = { cluster, fleet, sleep: (ms) => sleep(ms, undefined, { signal }) };
  }

  /** Names of the faults that are going on. */
  get current(): string[] {
    return [...this.#current];
  }

  /** Resolves when the last fault is over. Rejects when the run is broken off. */
  async playAll(faults: readonly PlannedFault[]): Promise<void> {
    await Promise.all(
      faults.map(async (fault) => {
        await this.#stage.sleep(fault.atMs);
        await this.play(fault);
      }),
    );
  }

  async play({ name, target, detail, play }: Omit<PlannedFault, 'atMs'>): Promise<void> {
    const { clock, log } = this.#options;
    const atMs = clock.nowMs();
    this.#current.add(name);
    const tookPlace = await this.#attempt(play);
    this.#current.delete(name);
    const endedAtMs = clock.nowMs();
    log.write({ kind: 'fault', atMs, endedAtMs, fault: name, target, detail, tookPlace });
  }

  /** A fault that cannot be brought about, such as a setting at a Redis that is dead, is none. */
  async #attempt(play: PlannedFault['play']): Promise<boolean> {
    try {
      return await play(this.#stage);
    } catch (error) {
      if (this.#options.signal.aborted) throw error;
      return false;
    }
  }
}
