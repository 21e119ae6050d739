import { runMain } from '../../bench/measure/run-main.ts';
import { Terminal } from '../terminal.ts';
import { ensureK6 } from './k6-program.ts';
import { SUITES } from './suite-catalogue.ts';
import { type SuiteRunOptions, SuiteRunner } from './suite-run.ts';

/**
 * A gate that nothing can break gates nothing: each of these breaks the very thing that a suite is
 * about, and the suite has to fail, not merely to be invalid.
 */
const MUTANTS: [suite: string, run: SuiteRunOptions][] = [
  ['completion', { options: { rate: 3, seconds: 3 }, cases: [], breakage: 'no-worker' }],
  ['burst-150', { options: { scale: 10 }, cases: ['sync-12s'], breakage: 'wide-pool' }],
  ['overload', { options: { scale: 8 }, cases: [], breakage: 'no-queue-limit' }],
];

const terminal = new Terminal(process.stdout);

await runMain(async (resources) => {
  const program = await ensureK6((line) => terminal.busy(line));
  terminal.move('building the apps');
  const runner = await SuiteRunner.prepare(program, undefined, resources);
  let survivors = 0;
  for (const [suite, run] of MUTANTS) {
    const name = `${suite}, ${run.breakage ?? ''}`;
    const options = { ...SUITES[suite]?.options, ...run.options };
    const { verdict, cases } = await runner.run(
      suite,
      { ...run, options },
      {
        progress: (text) => terminal.move(`${name}: ${text}`),
        caseEnded: () => terminal.idle(),
      },
    );
    const why = cases.flatMap(({ reasons }) => reasons)[0] ?? 'nothing was noticed';
    if (verdict === 'failed') terminal.done(name, why);
    else terminal.fail(name, `${verdict}: ${why}`);
    if (verdict !== 'failed') survivors += 1;
  }
  terminal.print(`${MUTANTS.length - survivors} passed, ${survivors} failed`);
  process.exitCode = survivors === 0 ? 0 : 1;
});
// Left to itself Node at times spins in its own clean-up.
process.exit();
