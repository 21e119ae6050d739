import { writeResult } from '../../bench/measure/report-writer.ts';
import { runMain } from '../../bench/measure/run-main.ts';
import { Terminal } from '../terminal.ts';
import { givenPlace } from './given-place.ts';
import { type K6Options, readK6Options } from './k6-options.ts';
import { ensureK6 } from './k6-program.ts';
import { labelOf, RunNarrator, tellPlace } from './run-narrator.ts';
import { SUITES } from './suite-catalogue.ts';
import { suiteMarkdown } from './suite-report.ts';
import type { SuiteResult } from './suite-result.ts';
import { questionOf, reportName, RESULTS_FOLDER, SuiteRunner } from './suite-run.ts';
import { EXIT_CODES, type Verdict, worstOf } from './verdict.ts';

const terminal = new Terminal(process.stdout);

await runMain(async (resources) => {
  const options = readK6Options(process.argv.slice(2));
  if (options.isList) return list();
  const given = await givenPlace(process.env);
  const program = await ensureK6((line) => terminal.busy(line));
  const narrator = narratorOf(options);
  if (given) tellPlace(terminal, given, options.options);
  else terminal.move('building the apps');
  const runner = await SuiteRunner.prepare(program, given, resources);
  const results: SuiteResult[] = [];
  for (const suite of options.suites) {
    const result = await runner.run(suite, runOptions(options, suite), {
      progress: (text, one) => narrator.progress(labelOf(suite, one.name), text),
      caseEnded: (one) => narrator.caseEnded(labelOf(suite, one.name), one),
    });
    narrator.say(`    written: ${write(result).join(', ')} and .html`);
    results.push(result);
  }
  conclude(results);
});
// Left to itself Node at times spins in its own clean-up.
process.exit();

function runOptions({ options, cases, breakage, isFitting }: K6Options, suite: string) {
  return { options: options[suite] ?? {}, cases, breakage, isFitting };
}

/** What there is to tell has a width: of everything that may come. */
function narratorOf({ suites, options }: K6Options): RunNarrator {
  const labels = suites.flatMap(
    (suite) =>
      SUITES[suite]?.cases(options[suite] ?? {}).map(({ name }) => labelOf(suite, name)) ?? [],
  );
  return new RunNarrator(terminal, { labels, isTerminal: process.stdout.isTTY });
}

function write(result: SuiteResult): string[] {
  const name = reportName(result.suite, result.breakage);
  const files = { [`${name}.json`]: result, [`${name}.md`]: suiteMarkdown(result) };
  return Object.entries(files).map(([name, content]) => writeResult(RESULTS_FOLDER, name, content));
}

/** The last line is for whoever counts. */
function conclude(results: readonly SuiteResult[]): void {
  const count = (...verdicts: Verdict[]) =>
    results.filter(({ verdict }) => verdicts.includes(verdict)).length;
  terminal.print(
    `${count('passed', 'recorded')} passed, ${count('failed')} failed, ${count('invalid')} invalid`,
  );
  process.exitCode = EXIT_CODES[worstOf(results.map(({ verdict }) => verdict))];
}

function list(): void {
  for (const [suite, { kind, options }] of Object.entries(SUITES)) {
    const set = Object.entries(options).map(([name, value]) => `--${name} ${value}`);
    terminal.print(`${suite.padEnd(11)} ${kind.padEnd(11)} ${questionOf(suite)}`);
    if (set.length > 0) terminal.print(`${' '.repeat(24)}${set.join(' ')}`);
  }
}
