import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { startStack, type Stack, type StackOptions } from '../../scripts/stack/stack.ts';

type Stop = () => unknown;

/**
 * Everything that a benchmark has started and made, so that it can be undone in the reverse order
 * when the benchmark ends, however it ends.
 */
export class Resources {
  readonly #stops: Stop[] = [];
  readonly #ending = new AbortController();
  readonly #complain: (error: unknown) => void;
  #ended: Promise<void> | undefined;

  constructor(complain: (error: unknown) => void = console.error) {
    this.#complain = complain;
  }

  /** Aborted as soon as the end has begun: what is just starting gives up. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  keep(stop: Stop): void {
    this.#stops.push(stop);
  }

  /** Undoes all; a fault in one does not spare the others. Every caller waits for the same end. */
  stopAll(): Promise<void> {
    this.#ended ??= this.#undo();
    return this.#ended;
  }

  async #undo(): Promise<void> {
    this.#ending.abort();
    for (let stop = this.#stops.pop(); stop; stop = this.#stops.pop()) {
      try {
        await stop();
      } catch (error) {
        this.#complain(error);
      }
    }
  }

  /**
   * A folder for data that lies beside the real data: one for temporary files may be in memory,
   * where an fsync costs nothing.
   */
  async folder(): Promise<string> {
    const parent = join(PROJECT_FOLDER, '.data');
    await mkdir(parent, { recursive: true });
    const folder = await mkdtemp(join(parent, 'bench-'));
    this.keep(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }

  /** A stack that is killed in the end: nobody will miss its data. */
  async stack(options: StackOptions): Promise<Stack> {
    const stack = await startStack({ ...options, signal: this.signal });
    this.keep(() => stack.stop({ force: true }));
    return stack;
  }
}
