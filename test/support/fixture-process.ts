import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from './eventually';

const RUNNER = join(__dirname, 'run-typescript.cjs');

export interface FixtureProcess {
  readonly child: ChildProcess;
  /** Base URL that it said it serves; waits for that. */
  url(): Promise<string>;
  stdout(): string;
  stderr(): string;
  /** Parsed lines of standard output. */
  events(): Record<string, unknown>[];
  /** Waits for its end; its exit code and how long the wait was. */
  exit(): Promise<{ code: number | null; afterMs: number }>;
  /** SIGKILL, for a test's end; harmless when it is gone. */
  end(): Promise<void>;
}

/** Runs a TypeScript fixture as a process of its own, with an IPC channel as a supervisor has it. */
export function startFixture(file: string, env: Record<string, string> = {}): FixtureProcess {
  const child = spawn(process.execPath, [RUNNER, file], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const out = collect(child, 'stdout');
  const err = collect(child, 'stderr');
  const closed = ended(child);
  const events = () => parseLines(out());
  return {
    child,
    stdout: out,
    stderr: err,
    events,
    url: () => eventually(() => readyUrl(events(), child, err()), { timeoutMs: 20_000 }),
    async exit() {
      const startedAtMs = performance.now();
      await closed;
      return { code: child.exitCode, afterMs: performance.now() - startedAtMs };
    },
    async end() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Not the event `close`: it does not come after the channel was disconnected on our side. */
async function ended(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  await Promise.all([once(child, 'exit'), ...streams.map((stream) => once(stream, 'close'))]);
}

function collect(child: ChildProcess, name: 'stdout' | 'stderr'): () => string {
  let text = '';
  child[name]?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}

function parseLines(text: string): Record<string, unknown>[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
}

function readyUrl(events: Record<string, unknown>[], child: ChildProcess, stderr: string): string {
  const ready = events.find(({ msg }) => msg === 'ready');
  if (ready) return String(ready['url']);
  throw new Error(`not ready, exit code ${child.exitCode}: ${stderr}`);
}
