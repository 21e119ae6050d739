import { parseArgs } from 'node:util';
import { UsageError } from '../../../bench/measure/cli-options.ts';
import { writeResult } from '../../../bench/measure/report-writer.ts';
import { runMain } from '../../../bench/measure/run-main.ts';
import { Terminal } from '../../terminal.ts';
import { ensureK6 } from '../k6-program.ts';
import { RunNarrator } from '../run-narrator.ts';
import { SUITES } from '../suite-catalogue.ts';
import { RESULTS_FOLDER, SuiteRunner } from '../suite-run.ts';
import { type Mutant, MUTANTS } from './mutant-list.ts';
import {
  type MutantOutcome,
  mutantsMarkdown,
  outcomeOf,
  tellingComplaint,
} from './mutant-verdict.ts';

const LABEL_WIDTH = Math.max(...MUTANTS.map((mutant) => labelOf(mutant).length));

const terminal = new Terminal(process.stdout);

await runMain(async (resources) => {
  const mutants = chosen();
  const program = await ensureK6((line) => terminal.busy(line));
  terminal.move('building the apps');
  const runner = await SuiteRunner.prepare(program, undefined, resources);
  const narrator = new RunNarrator(terminal, {
    labels: mutants.map(labelOf),
    isTerminal: process.stdout.isTTY,
  });
  const outcomes: MutantOutcome[] = [];
  for (const mutant of mutants) {
    const outcome = await run(runner, mutant, (text) => narrator.progress(labelOf(mutant), text));
    tell(outcome);
    outcomes.push(outcome);
  }
  terminal.print(
    `    written: ${writeResult(RESULTS_FOLDER, 'mutants.md', mutantsMarkdown(outcomes))}`,
  );
  const noticed = outcomes.filter(({ isNoticed }) => isNoticed).length;
  terminal.print(`${noticed} passed, ${outcomes.length - noticed} failed`);
  process.exitCode = noticed === outcomes.length ? 0 : 1;
});
// Left to itself Node at times spins in its own clean-up.
process.exit();

function chosen(): readonly Mutant[] {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
  const mutants = MUTANTS.filter((mutant) => labelOf(mutant).includes(values.only));
  if (mutants.length > 0) return mutants;
  throw new UsageError(`--only takes a part of one of: ${MUTANTS.map(labelOf).join('; ')}`);
}

async function run(
  runner: SuiteRunner,
  mutant: Mutant,
  progress: (text: string) => void,
): Promise<MutantOutcome> {
  const { suite, breakage, cases } = mutant;
  const plan = SUITES[suite];
  const broken = plan?.breakages?.[breakage];
  if (!broken) throw new UsageError(`${suite} has no breakage ${breakage}`);
  const options = { ...plan.options, ...mutant.options };
  const result = await runner.run(
    suite,
    { options, cases, breakage },
    { progress, caseEnded: () => undefined },
  );
  return outcomeOf(mutant, broken, result);
}

function tell(outcome: MutantOutcome): void {
  const { mutant, breakage, verdict, isNoticed } = outcome;
  terminal.idle();
  const why = tellingComplaint(outcome);
  const label = labelOf(mutant).padEnd(LABEL_WIDTH);
  if (isNoticed) terminal.done(label, `${breakage.what}: ${why}`);
  else terminal.fail(label, `${verdict}, and not over ${breakage.breaks}: ${why}`);
}

function labelOf({ suite, breakage }: Mutant): string {
  return `${suite}, ${breakage}`;
}
