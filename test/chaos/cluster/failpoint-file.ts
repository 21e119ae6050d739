import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The control file of one process's failpoints, written from outside while the process runs. */
export class FailpointFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
  }

  /** What `SLUICE_FAILPOINTS` has to be. */
  get setting(): string {
    return `file:${this.#path}`;
  }

  /** In force from the next pass on; replaces what was armed before. */
  arm(plans: string): void {
    // Not the name that the process itself writes to when a plan is spent.
    writeFileSync(`${this.#path}.armed`, plans);
    renameSync(`${this.#path}.armed`, this.#path);
  }

  disarm(): void {
    this.arm('');
  }
}
