import { availableParallelism } from 'node:os';
import { BROKER_KINDS } from '../brokers/start-broker.ts';
import { buildApps } from '../build/build-apps.ts';
import { ensureChromium } from '../stack/chromium-binary.ts';
import { ensureRedisServer } from '../stack/redis-binary.ts';
import { runJest, type JestRun } from './jest-run.ts';
import { add, NOTHING, type Tally } from './tally.ts';

interface Tier {
  project: JestRun['project'];
  /** Takes minutes and downloads brokers: only when it is asked for by name. */
  isExtra?: boolean;
  /** Each uses the processors itself, so that two at a time would measure each other. */
  isAlone: boolean;
  /** @throws Error with a sentence when this machine lacks something that the tier needs */
  prepare: () => Promise<unknown>;
}

const say = (line: string) => console.log(`· ${line} …`);

const TIERS: Tier[] = [
  { project: 'unit', isAlone: false, prepare: () => Promise.resolve() },
  { project: 'integration', isAlone: false, prepare: () => ensureRedisServer(say) },
  { project: 'e2e', isAlone: true, prepare: prepareBrowserToo },
  { project: 'brokers', isExtra: true, isAlone: true, prepare: prepareBrokers },
];

async function prepareRealProcesses(): Promise<void> {
  await ensureRedisServer(say);
  say('building the three apps and the lab');
  await buildApps();
}

/** The tests of the lab skip themselves, and are counted as skipped, where there is no browser. */
async function prepareBrowserToo(): Promise<void> {
  await prepareRealProcesses();
  try {
    await ensureChromium(say);
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    console.log(`! SKIPPED what runs in a browser: ${(error as Error).message}`);
  }
}

async function prepareBrokers(): Promise<void> {
  await prepareRealProcesses();
  for (const kind of Object.values(BROKER_KINDS)) await kind.install(say);
}

/** What a laptop lacks is skipped for all to see; a CI machine has to have everything. */
async function runTier({ project, isAlone, prepare }: Tier, args: string[]): Promise<Tally> {
  console.log(`\n── ${project} ${'─'.repeat(60 - project.length)}`);
  const maxWorkers = isAlone ? 1 : Math.max(2, availableParallelism() - 1);
  try {
    await prepare();
  } catch (error) {
    return lacking(project, error as Error);
  }
  return runJest({ project, args, maxWorkers });
}

function lacking(project: string, error: Error): Tally {
  const isFailure = process.env['CI'] === 'true' || error.name === 'BuildError';
  console.log(`${isFailure ? '✗' : '! SKIPPED'} ${project}: ${error.message}`);
  return isFailure ? { ...NOTHING, failed: 1 } : { ...NOTHING, skipped: 1 };
}

const { tiers, args } = readArguments(process.argv.slice(2));
let total = NOTHING;
for (const tier of tiers) total = add(total, await runTier(tier, args));
if (total.passed + total.failed === 0) {
  console.error('✗ not a single test ran');
  total = { ...total, failed: 1 };
}
if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** `--tier=unit` (any number of times) chooses tiers; all the rest goes to jest. */
function readArguments(given: string[]): { tiers: Tier[]; args: string[] } {
  const prefix = '--tier=';
  const names = given
    .filter((arg) => arg.startsWith(prefix))
    .map((arg) => arg.slice(prefix.length));
  const tiers = TIERS.filter(({ project, isExtra }) =>
    names.length === 0 ? !isExtra : names.includes(project),
  );
  return { tiers, args: given.filter((arg) => !arg.startsWith(prefix)) };
}
