import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pollUntil } from '../../scripts/stack/poll.ts';
import type { AppName } from '../../scripts/stack/project.ts';
import { cpuTimeUs } from '../measure/process-cpu.ts';
import type { CpuProfile } from './cpu-profile.ts';

const WRITE_TIMEOUT_MS = 30_000;

/** This benchmark's end of the probe in one app. */
export class ProfiledApp {
  readonly app: AppName;
  readonly #file: string;

  constructor(app: AppName, folder: string) {
    this.app = app;
    this.#file = join(folder, `${app}.cpuprofile`);
  }

  /** Arguments for Node that put the probe into the app. */
  get nodeArgs(): string[] {
    const probe = pathToFileURL(join(import.meta.dirname, 'cpu-probe.ts'));
    probe.searchParams.set('file', this.#file);
    return [`--import=${probe.href}`];
  }

  /** Profiles the app while `work` runs, and counts its CPU time. @throws Error when the profile is not there within 30 s. */
  async during<T>(
    pid: number,
    work: () => Promise<T>,
  ): Promise<{ profile: CpuProfile; cpuUs: number; result: T }> {
    const beforeUs = cpuTimeUs(pid);
    process.kill(pid, 'SIGUSR2');
    const result = await work();
    const cpuUs = cpuTimeUs(pid) - beforeUs;
    process.kill(pid, 'SIGUSR2');
    const isWritten = () => existsSync(this.#file);
    if (!(await pollUntil(isWritten, { timeoutMs: WRITE_TIMEOUT_MS }))) {
      throw new Error(`${this.app} did not write its profile`);
    }
    const profile = JSON.parse(readFileSync(this.#file, 'utf8')) as CpuProfile;
    return { profile, cpuUs, result };
  }
}
