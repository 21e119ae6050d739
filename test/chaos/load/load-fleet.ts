import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ClientShare, LoadCommand, LoadOptions, LoadTally } from './load-options.ts';

const ENTRY = join(import.meta.dirname, 'client.process.ts');
const END_TIMEOUT_MS = 30_000;

export type FleetTally = Omit<LoadTally, 'kind'>;

/** Client processes that load the system together. */
export class LoadFleet {
  readonly #clients: ChildProcess[];
  readonly #tallies = new Map<ChildProcess, LoadTally>();
  #turn = 0;

  private constructor(clients: ChildProcess[]) {
    this.#clients = clients;
    for (const client of clients) {
      client.on('message', (tally: LoadTally) => this.#tallies.set(client, tally));
    }
  }

  /** Resolves when every client process is there; none sends anything before {@link tell}. */
  static async start(
    clients: readonly ClientShare[],
    options: Omit<LoadOptions, keyof ClientShare>,
  ): Promise<LoadFleet> {
    const processes = clients.map((share, index) => {
      const own: LoadOptions = {
        ...options,
        ...share,
        seed: `${options.seed}/${index}`,
        prefix: `${options.prefix}${'abcdefgh'[index]}`,
      };
      return fork(ENTRY, [JSON.stringify(own)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    });
    const fleet = new LoadFleet(processes);
    await Promise.all(processes.map((client) => once(client, 'message')));
    return fleet;
  }

  tell(command: LoadCommand): void {
    for (const client of this.#clients) client.send(command);
  }

  /** For what one client does alone; they take turns. */
  tellOne(command: LoadCommand): void {
    this.#turn = (this.#turn + 1) % this.#clients.length;
    this.#clients[this.#turn]?.send(command);
  }

  tally(): FleetTally {
    const sum = { submitted: 0, acknowledged: 0, refused: 0, unanswered: 0, open: 0 };
    for (const tally of this.#tallies.values()) {
      for (const name of Object.keys(sum) as (keyof FleetTally)[]) sum[name] += tally[name];
    }
    return sum;
  }

  /** Resolves when every request has ended and the history is written. */
  async end(): Promise<void> {
    const living = this.#clients.filter(({ exitCode }) => exitCode === null);
    const exits = living.map((client) => once(client, 'exit'));
    for (const client of living) client.send({ kind: 'end' } satisfies LoadCommand);
    const overdue = setTimeout(() => this.kill(), END_TIMEOUT_MS);
    await Promise.all(exits);
    clearTimeout(overdue);
  }

  /** At once, whatever is under way. Idempotent. */
  kill(): void {
    for (const client of this.#clients) client.kill('SIGKILL');
  }
}
