import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { cpuTimeUs } from '../../bench/measure/process-cpu.ts';
import type { K6Program } from './k6-program.ts';

export interface K6Call {
  script: string;
  /** For the script, as `-e` has it. */
  env: Record<string, string>;
  logFile: string;
  htmlFile: string;
  /** Gets what k6 prints while it runs, line by line. */
  onLine: (line: string) => void;
  signal: AbortSignal;
}

export interface K6End {
  exitCode: number;
  /** Share of all cores that k6 used; undefined where it could not be measured. */
  cpuShare: number | undefined;
  /** What it printed last. */
  lastWords: string;
}

const CPU_SAMPLE_MS = 200;
const LAST_WORDS_CHARS = 2_000;

/** Without a port for the dashboard: only its report is wanted, and nobody is called home. */
const DASHBOARD = {
  K6_WEB_DASHBOARD: 'true',
  K6_WEB_DASHBOARD_PORT: '-1',
  K6_WEB_DASHBOARD_PERIOD: '1s',
  K6_NO_USAGE_REPORT: 'true',
  K6_AUTO_EXTENSION_RESOLUTION: 'false',
};

/** Runs k6 to its end; a signal ends it early, as Ctrl-C would. */
export function runK6(program: K6Program, call: K6Call): Promise<K6End> {
  const settings = { ...DASHBOARD, K6_WEB_DASHBOARD_EXPORT: call.htmlFile };
  const args = [...containerSettings(program, settings), ...k6Args(call)];
  const env = { ...withoutK6Settings(process.env), ...settings };
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program.command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const cpu = new CpuMeter(program.isContainer ? undefined : child.pid);
    const interrupt = () => child.kill('SIGINT');
    call.signal.addEventListener('abort', interrupt, { once: true });
    let lastWords = '';
    const listen = (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS_CHARS);
      for (const line of chunk.toString().split('\n')) call.onLine(line);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => {
      call.signal.removeEventListener('abort', interrupt);
      const cpuShare = cpu.stop(performance.now() - startedMs);
      resolve({ exitCode: code ?? 1, cpuShare, lastWords });
    });
  });
}

function k6Args({ script, env, logFile }: K6Call): string[] {
  const pairs = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  return ['run', '--log-format=json', `--log-output=file=${logFile}`, ...pairs, script];
}

/** In a container the environment is its own. */
function containerSettings({ args, isContainer }: K6Program, settings: object): string[] {
  if (!isContainer) return args;
  const flags = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  return [...args.slice(0, -1), ...flags, ...args.slice(-1)];
}

/** `K6_VUS` and the like of somebody's shell would change what a suite does. */
function withoutK6Settings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(
    ([name]) => !name.startsWith('K6_') && !name.startsWith('SUITE_'),
  );
  return Object.fromEntries(own);
}

/** CPU time of a process, read until it is gone. */
class CpuMeter {
  private lastUs: number | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(pid: number | undefined) {
    this.timer = setInterval(() => this.read(pid), CPU_SAMPLE_MS);
  }

  stop(elapsedMs: number): number | undefined {
    clearInterval(this.timer);
    if (this.lastUs === undefined) return undefined;
    return this.lastUs / 1_000 / elapsedMs / cpus().length;
  }

  private read(pid: number | undefined): void {
    try {
      if (pid !== undefined) this.lastUs = cpuTimeUs(pid);
    } catch {
      // It is gone, or this is not a Linux: what was read last counts.
    }
  }
}
