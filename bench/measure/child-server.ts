import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Resources } from './resources.ts';

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * Runs a script as a process of its own and waits for its first IPC message, which means that it is
 * ready to serve. Its standard output is dropped, its errors are shown. Gives its pid.
 * @throws Error when it ends or stays silent for 20 s instead.
 */
export async function startChild(
  resources: Resources,
  script: string,
  args: string[],
): Promise<number> {
  const child = fork(script, args, {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  resources.keep(() => stopChild(child));
  await firstMessage(child, script);
  return child.pid ?? 0;
}

async function firstMessage(child: ChildProcess, script: string): Promise<void> {
  const gone = once(child, 'exit').then(() => {
    throw new Error(`${script} ended before it was ready`);
  });
  const signal = AbortSignal.timeout(START_TIMEOUT_MS);
  await Promise.race([once(child, 'message', { signal }), gone]);
}

/** SIGTERM, and SIGKILL for one that does not go within 10 s. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const overdue = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(overdue);
}
