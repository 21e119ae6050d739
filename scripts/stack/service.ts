import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { pollUntil } from './poll.ts';

export interface ServiceSpec {
  /** Unique in its stack: `gateway`, `order-worker-2`, `redis`. */
  name: string;
  command: string;
  args: string[];
  env: Record<string, string>;
  /** Output is appended here by the process itself, so that it outlives whoever started it. */
  logFile: string;
  url: string;
  /** True once it serves. Not asked before the process was spawned. */
  isReady: () => Promise<boolean>;
  readyTimeoutMs: number;
  /** From SIGTERM to SIGKILL. */
  stopGraceMs: number;
  /** An IPC channel lets the process notice the death of its starter. */
  ipc: boolean;
}

const LARGEST_LOG_BYTES = 20_000_000;

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A service that could not be started, with what it said last. */
export class ServiceStartError extends Error {
  override name = 'ServiceStartError';
  readonly service: string;
  readonly exit: Exit | undefined;
  readonly output: string;
  /** Services that failed at the same time: one bad setting is often refused by several. */
  alsoFailed: ServiceStartError[] = [];

  constructor(service: string, reason: string, exit: Exit | undefined, output: string) {
    super(`${service} ${reason}`);
    this.service = service;
    this.exit = exit;
    this.output = output;
  }
}

interface ServiceEvents {
  spawned: [pid: number];
  exited: [exit: Exit];
}

/**
 * One process of a stack, started and stopped any number of times. It is the leader of a process
 * group of its own: a Ctrl-C at the terminal reaches the supervisor only, which drains in order.
 */
export class Service extends EventEmitter<ServiceEvents> {
  readonly spec: ServiceSpec;
  /** True from {@link stop} on: its end is wanted then. */
  stopping = false;
  private child: ChildProcess | undefined;
  private outputOffset = 0;

  constructor(spec: ServiceSpec) {
    super();
    this.spec = spec;
  }

  get name(): string {
    return this.spec.name;
  }

  get url(): string {
    return this.spec.url;
  }

  get running(): boolean {
    const { child } = this;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.running ? this.child?.pid : undefined;
  }

  /** Spawns it and resolves when it serves. @throws ServiceStartError; it is not running then. */
  async start(signal?: AbortSignal): Promise<void> {
    this.stopping = false;
    const failure = this.spawn();
    const { isReady, readyTimeoutMs } = this.spec;
    const ask = async () => !this.running || failure.error !== undefined || (await isReady());
    const asked = await pollUntil(ask, { timeoutMs: readyTimeoutMs, signal });
    if (asked && this.running) return;
    const exit = this.exit;
    await this.end('SIGKILL');
    throw new ServiceStartError(
      this.name,
      this.startFault(failure.error, exit),
      exit,
      this.output(),
    );
  }

  /** SIGTERM, then SIGKILL after the grace time, or SIGKILL at once; harmless when it is gone. */
  async stop({ force = false } = {}): Promise<void> {
    this.stopping = true;
    await this.end(force ? 'SIGKILL' : 'SIGTERM');
  }

  /** Resolves when the process that was spawned last is gone; at once when it is already. */
  async ended(): Promise<Exit> {
    if (this.child && this.running) await once(this.child, 'exit');
    return this.exit ?? { code: null, signal: null };
  }

  /** Sends a signal as an outsider would: a death that follows counts as unexpected. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): boolean {
    return this.child?.kill(signal) ?? false;
  }

  /** What the process wrote since it was last spawned, at most its last 64 KiB. */
  output(): string {
    try {
      return readFileSync(this.spec.logFile)
        .subarray(this.outputOffset)
        .subarray(-65_536)
        .toString();
    } catch {
      return '';
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || !this.running) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    const deadline = setTimeout(() => child.kill('SIGKILL'), this.spec.stopGraceMs);
    await exited;
    clearTimeout(deadline);
  }

  private get exit(): Exit | undefined {
    const { child } = this;
    return this.running || !child ? undefined : { code: child.exitCode, signal: child.signalCode };
  }

  private spawn(): { error?: Error } {
    const { command, args, env, logFile, ipc } = this.spec;
    const failure: { error?: Error } = {};
    const log = openLog(logFile);
    this.outputOffset = fstatSync(log).size;
    const stdio = ['ignore', log, log, ipc ? 'ipc' : 'ignore'] as const;
    const child = spawn(command, args, { env, detached: true, stdio: [...stdio] });
    closeSync(log);
    this.child = child;
    child.once('error', (error) => (failure.error = error));
    child.once('exit', (code, signal) => this.emit('exited', { code, signal }));
    if (child.pid !== undefined) this.emit('spawned', child.pid);
    return failure;
  }

  private startFault(error: Error | undefined, exit: Exit | undefined): string {
    if (error) return `could not be started: ${error.message}`;
    if (exit) return `ended while starting (${describeExit(exit)})`;
    return `was not ready within ${this.spec.readyTimeoutMs / 1_000} s`;
  }
}

/** A log that has grown large is put aside; the one before it goes. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size > LARGEST_LOG_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

export function describeExit({ code, signal }: Exit): string {
  return signal ?? (code === null ? 'not started' : `exit code ${code}`);
}
