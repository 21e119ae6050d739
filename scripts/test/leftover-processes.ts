import { readdirSync, readFileSync } from 'node:fs';
import { identify, signalProcess } from '../stack/process-identity.ts';

/** Every process that a test starts inherits this, down to redis-server. */
export const TEST_RUN_VARIABLE = 'SLUICE_TEST_RUN';

/**
 * Kills what a test run started and did not stop, and gives the command lines. Sees nothing where
 * there is no /proc.
 */
export function killLeftovers(runId: string): string[] {
  return processIds()
    .filter(
      (pid) => pid !== process.pid && environmentOf(pid).includes(`${TEST_RUN_VARIABLE}=${runId}`),
    )
    .flatMap((pid) => {
      const identity = identify(pid);
      const commandLine = read(pid, 'cmdline').replaceAll('\0', ' ').trim();
      return identity && signalProcess(identity, 'SIGKILL') ? [commandLine] : [];
    });
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function environmentOf(pid: number): string[] {
  return read(pid, 'environ').split('\0');
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
