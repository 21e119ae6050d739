import type { Cluster } from '../cluster/cluster.ts';
import type { WorkerKill } from '../check/recovery.ts';
import type { RunClock } from '../history/run-clock.ts';

/** Looks what is in the workers' hands whenever one of them is killed. */
export class RecoveryWatch {
  readonly kills: WorkerKill[] = [];
  readonly #stop: (() => void)[] = [];

  constructor(cluster: Cluster, clock: RunClock) {
    for (const { name, service } of cluster.workers) {
      const onExit = ({ signal }: { signal: NodeJS.Signals | null }) => {
        if (signal === 'SIGKILL') this.#look(cluster, name, clock.nowMs());
      };
      service.on('exited', onExit);
      this.#stop.push(() => service.off('exited', onExit));
    }
  }

  stop(): void {
    for (const stop of this.#stop) stop();
  }

  /** Without Redis there is nothing to be seen, and no recovery to be measured. */
  #look(cluster: Cluster, worker: string, atMs: number): void {
    cluster.probe.heldOrders().then(
      (held) => this.kills.push({ worker, atMs, held }),
      () => undefined,
    );
  }
}
