import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pollUntil } from '../../scripts/stack/poll.ts';
import type { AppName } from '../../scripts/stack/project.ts';
import {
  parseProbeLog,
  summarizeMemory,
  type MemorySummary,
  type Period,
  type ProbeRecord,
} from './probe-log.ts';

const COLLECT_TIMEOUT_MS = 10_000;

/** The ladder's end of the probe in one app. */
export class MemoryWatch {
  readonly app: AppName;
  readonly #file: string;

  constructor(app: AppName, folder: string) {
    this.app = app;
    this.#file = join(folder, `${app}.probe.ndjson`);
  }

  /** Arguments for Node that put the probe into the app. */
  get nodeArgs(): string[] {
    const probe = pathToFileURL(join(import.meta.dirname, 'memory-probe.ts'));
    probe.searchParams.set('file', this.#file);
    return ['--expose-gc', '--no-flush-bytecode', `--import=${probe.href}`];
  }

  /** Has the app collect its garbage. @throws Error when it has not done so within 10 s. */
  async collect(pid: number): Promise<void> {
    const before = this.#collections();
    process.kill(pid, 'SIGUSR2');
    const isDone = () => this.#collections() > before;
    const done = await pollUntil(isDone, { timeoutMs: COLLECT_TIMEOUT_MS });
    if (!done) throw new Error(`${this.app} did not collect its garbage`);
  }

  summary(period: Period): MemorySummary {
    return summarizeMemory(this.#records(), period);
  }

  #collections(): number {
    return this.#records().filter(({ kind }) => kind === 'collected').length;
  }

  #records(): ProbeRecord[] {
    return existsSync(this.#file) ? parseProbeLog(readFileSync(this.#file, 'utf8')) : [];
  }
}
