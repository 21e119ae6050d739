/**
 * Door to every npm script: `node scripts/run.mjs <task> [arguments]`.
 *
 * Runs on whatever Node (≥ 18) the machine has, installs what is missing and then runs the task on
 * the pinned Node by its absolute path: npm looked for `node` before that one was there.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { bootstrap, PROJECT_FOLDER } from './bootstrap.mjs';
import { pinnedNode } from './pinned-node.mjs';

/** Arguments for Node by task; one line each. */
const TASKS = {
  start: ['scripts/start/main.ts'],
  test: ['scripts/test/main.ts'],
  'test:schemathesis': ['scripts/schemathesis/main.ts'],
  'test:brokers': ['scripts/test/main.ts', '--tier=brokers'],
  verify: ['scripts/verify/main.ts'],
  build: ['scripts/build/main.ts'],
  'build:client': ['scripts/client/main.ts'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--write', '.'],
  ladder: ['bench/ladder/main.ts'],
  'bench:accept': ['bench/accept/main.ts'],
  'bench:drain': ['bench/drain/main.ts'],
  'bench:bridge': ['bench/bridge/main.ts'],
  'bench:watchers': ['bench/watchers/main.ts'],
  'bench:unlinking': ['bench/unlinking/main.ts'],
  'bench:depth': ['bench/depth/main.ts'],
  'bench:fairness': ['bench/fairness/main.ts'],
  'bench:scale': ['bench/scale/main.ts'],
  'bench:replies': ['bench/replies/main.ts'],
  'bench:payload': ['bench/payload/main.ts'],
  'bench:start': ['bench/start/main.ts'],
  'bench:connections': ['bench/connections/main.ts'],
  'bench:tricks': ['bench/tricks/main.ts'],
  'bench:flame': ['bench/flame/main.ts'],
  brokers: ['scripts/brokers/main.ts'],
  k6: ['scripts/k6/main.ts'],
  'k6:compare': ['scripts/k6/compare/main.ts'],
  'k6:mutants': ['scripts/k6/mutants/main.ts'],
  'k6:tables': ['scripts/k6/tables/main.ts'],
  chaos: ['test/chaos/main.ts'],
  'chaos:mutants': ['test/chaos/mutants/main.ts'],
};

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_INTERVAL_MS = 500;

const [task, ...args] = process.argv.slice(2);

try {
  const nodeArgs = TASKS[task];
  if (!nodeArgs)
    throw new Error(`There is no task "${task}". Known: ${Object.keys(TASKS).join(', ')}.`);
  await bootstrap();
  run(pinnedNode(PROJECT_FOLDER), [...nodeArgs, ...args]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function run(node, nodeArgs) {
  const PATH = `${join(PROJECT_FOLDER, 'node_modules', '.bin')}:${process.env.PATH}`;
  const child = spawn(node, nodeArgs, {
    cwd: PROJECT_FOLDER,
    env: { ...process.env, PATH },
    // Over the channel the task notices our death, even by SIGKILL.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of FORWARDED_SIGNALS) process.on(signal, () => child.kill(signal));
  watchParent(child);
  child.once('error', (error) => {
    console.error(`${node} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

/** npm killed outright cannot forward anything: its death shows in our parent's number only. */
function watchParent(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, PARENT_CHECK_INTERVAL_MS);
  timer.unref();
}
