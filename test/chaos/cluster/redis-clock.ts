import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fakeTimeEnvironment } from '../../../scripts/stack/fake-time.ts';
import type { Service } from '../../../scripts/stack/service.ts';

/** The time of day as Redis sees it, set from outside while it runs. */
export class RedisClock {
  readonly #library: string;
  readonly #file: string;

  /**
   * @param library path of libfaketime
   * @param file by which Redis is told; made
   */
  constructor(library: string, file: string) {
    this.#library = library;
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    this.set(0);
  }

  /** What Redis has to be started with. */
  get environment(): Record<string, string> {
    return fakeTimeEnvironment(this.#library, this.#file);
  }

  /** In force from the next look on. @param aheadMs negative where it is behind; 0: the machine's time */
  set(aheadMs: number): void {
    const seconds = Math.round(aheadMs / 1_000);
    // Never half written: what cannot be read is taken for no offset.
    writeFileSync(`${this.#file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }

  /** Takes away what the library leaves in shared memory when its process is killed. */
  cleanUpAfter(service: Service): void {
    service.on('spawned', (pid) => {
      service.once('exited', () => {
        for (const name of [`faketime_shm_${pid}`, `sem.faketime_sem_${pid}`]) {
          rmSync(`/dev/shm/${name}`, { force: true });
        }
      });
    });
  }
}
