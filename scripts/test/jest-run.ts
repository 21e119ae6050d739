import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../stack/project.ts';
import { add, NOTHING, readTally, type Tally } from './tally.ts';
import { killLeftovers, TEST_RUN_VARIABLE } from './leftover-processes.ts';

export interface JestRun {
  project: 'unit' | 'integration' | 'e2e' | 'brokers';
  /** Further arguments for jest: paths, `-t name`. */
  args: string[];
  maxWorkers: number;
}

/** Once it has counted, jest has nothing more to do than to end. */
const EXIT_GRACE_MS = 10_000;
const CHECK_INTERVAL_MS = 200;

/**
 * Runs one tier in a jest of its own. A jest that does not end, a bad exit without a failed test
 * and a process that a test left running each count as one failure more.
 */
export async function runJest(run: JestRun): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-tally-'));
  const tallyFile = join(folder, 'tally.json');
  const runId = `${process.pid}-${run.project}`;
  try {
    const faults = await outcomeOf(start(run, tallyFile, runId), tallyFile);
    const leftovers = killLeftovers(runId).map((command) => `a test left this running: ${command}`);
    const tally = readTally(tallyFile) ?? NOTHING;
    const further = [...(tally.failed > 0 ? [] : faults), ...leftovers];
    for (const fault of further) console.error(`✗ ${run.project}: ${fault}`);
    return add(tally, { ...NOTHING, failed: further.length });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(
  { project, args, maxWorkers }: JestRun,
  tallyFile: string,
  runId: string,
): ChildProcess {
  const jest = join(PROJECT_FOLDER, 'node_modules', 'jest', 'bin', 'jest.js');
  const reporter = join(import.meta.dirname, 'tally.reporter.ts');
  // A list option takes what follows it for more of the list: the number stands last.
  const options = ['--reporters=default', `--reporters=${reporter}`, '--selectProjects', project];
  options.push('--passWithNoTests', `--maxWorkers=${maxWorkers}`);
  // Nest 12 is made of ES modules, which jest loads with this flag only.
  const nodeArgs = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  return spawn(process.execPath, [...nodeArgs, jest, ...options, ...args], {
    cwd: PROJECT_FOLDER,
    stdio: 'inherit',
    env: { ...process.env, SLUICE_TALLY_FILE: tallyFile, [TEST_RUN_VARIABLE]: runId },
  });
}

function outcomeOf(jest: ChildProcess, tallyFile: string): Promise<string[]> {
  return new Promise((resolve) => {
    let isHung = false;
    let countedAt: number | undefined;
    const watchdog = setInterval(() => {
      if (readTally(tallyFile)) countedAt ??= performance.now();
      if (countedAt === undefined || performance.now() - countedAt < EXIT_GRACE_MS) return;
      isHung = true;
      jest.kill('SIGKILL');
    }, CHECK_INTERVAL_MS);
    jest.once('exit', (code, signal) => {
      clearInterval(watchdog);
      if (isHung)
        resolve([`jest did not end within ${EXIT_GRACE_MS / 1_000} s: a test left a handle open`]);
      else resolve(code === 0 ? [] : [`jest ended with ${signal ?? `exit code ${code}`}`]);
    });
  });
}
