import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, isPortFree } from '../../scripts/stack/free-ports.ts';
import { instancePorts } from '../../scripts/stack/stack-plan.ts';
import { cleanEnvironment } from '../../scripts/stack/clean-environment.ts';
import { isAlive, type ProcessIdentity } from '../../scripts/stack/process-identity.ts';
import { eventually } from '../support/eventually';

const PROJECT_FOLDER = join(__dirname, '..', '..');
const READY_TIMEOUT_MS = 60_000;

export interface StartPorts {
  GATEWAY_PORT: string;
  WORKER_PORT: string;
  BACKEND_PORT: string;
}

/** Ports on which nobody listens, those of the further gateways included. */
export async function startPorts(gateways = 1): Promise<StartPorts> {
  for (;;) {
    const [gateway = 0, worker = 0, backend = 0] = await freePorts(3);
    const further = instancePorts(gateway, gateways).slice(1);
    const free = await Promise.all(further.map((port) => isPortFree(port, '127.0.0.1')));
    if (free.includes(false) || further.includes(worker) || further.includes(backend)) continue;
    return {
      GATEWAY_PORT: String(gateway),
      WORKER_PORT: String(worker),
      BACKEND_PORT: String(backend),
    };
  }
}

/** What `npm start` runs, as a process, with what it prints. */
export class StartCommand {
  output = '';
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown[]>;

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
      cwd: PROJECT_FOLDER,
      env: cleanEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = once(this.child, 'exit');
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  async ready(): Promise<void> {
    await this.says('Sluice is ready');
  }

  async says(text: string): Promise<void> {
    const assertion = () => {
      if (!this.output.includes(text)) throw new Error(`not said: ${text}\n${this.output}`);
    };
    await eventually(assertion, { timeoutMs: READY_TIMEOUT_MS });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The exit code once it has ended; null after a signal that nobody handled. */
  async exitCode(): Promise<number | null> {
    const [code] = await this.exited;
    return code as number | null;
  }
}

/** What a supervisor wrote down about the processes that it runs, by service; itself included. */
export function recordedProcesses(dataDir: string): Record<string, ProcessIdentity> {
  const folder = join(dataDir, 'run');
  const entries = readdirSync(folder).map((file) => {
    const identity = JSON.parse(readFileSync(join(folder, file), 'utf8')) as ProcessIdentity;
    return [file.replace(/(\.process)?\.json$/, ''), identity] as const;
  });
  return Object.fromEntries(entries);
}

export function stillAlive(processes: Record<string, ProcessIdentity>): string[] {
  return Object.entries(processes).flatMap(([name, it]) => (isAlive(it) ? [name] : []));
}
