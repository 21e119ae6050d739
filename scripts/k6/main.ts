import { writeResult } from '../../bench/measure/report-writer.ts';
import { runMain } from '../../bench/measure/run-main.ts';
import { Terminal } from '../terminal.ts';
import { givenPlace, type Place } from './case-stack.ts';
import { type K6Options, readK6Options } from './k6-options.ts';
import { ensureK6 } from './k6-program.ts';
import { SUITES } from './suite-catalogue.ts';
import { suiteMarkdown } from './suite-report.ts';
import { type CaseResult, type SuiteResult } from './suite-result.ts';
import { questionOf, reportName, RESULTS_FOLDER, SuiteRunner } from './suite-run.ts';
import { EXIT_CODES, type Verdict, worstOf } from './verdict.ts';

const terminal = new Terminal(process.stdout);

await runMain(async (resources) => {
  const options = readK6Options(process.argv.slice(2));
  if (options.isList) return list();
  const program = await ensureK6((line) => terminal.busy(line));
  const given = givenPlace(process.env);
  if (given) tellPlace(given, options);
  else terminal.move('building the apps');
  const runner = await SuiteRunner.prepare(program, given, resources);
  const results: SuiteResult[] = [];
  for (const suite of options.suites) {
    const result = await runner.run(suite, runOptions(options, suite), {
      progress: (text) => terminal.move(`${suite}: ${text}`),
      caseEnded: (one) => tellCase(suite, one),
    });
    write(result);
    results.push(result);
  }
  conclude(results);
});
// Left to itself Node at times spins in its own clean-up.
process.exit();

function tellPlace({ gatewayUrl, backendUrl }: Place, { suites, options }: K6Options): void {
  terminal.warn('BASE_URL', `${gatewayUrl}: its settings and its backend are taken as they are`);
  if (backendUrl === undefined) {
    terminal.warn('BACKEND_URL', 'unset: no order can be held against a ledger');
  }
  for (const suite of suites) {
    for (const { name, stack } of SUITES[suite]?.cases(options[suite] ?? {}) ?? []) {
      const settings = Object.entries(stack.env ?? {}).map((pair) => pair.join('='));
      const profile = JSON.stringify(stack.profile ?? 'steady');
      const expected = [...settings, `backend ${profile}`].join(', ');
      terminal.print(`    ${[suite, name].join(' ').trim()} expects ${expected}`);
    }
  }
}

function runOptions({ options, cases, breakage }: K6Options, suite: string) {
  return { options: options[suite] ?? {}, cases, breakage };
}

function tellCase(suite: string, { name, verdict, reasons, checks, thresholds }: CaseResult): void {
  terminal.idle();
  const label = [suite, name].filter((it) => it !== '').join(' ');
  const held = thresholds.filter(({ ok }) => ok).length;
  const detail = `${verdict}: ${held} of ${thresholds.length} thresholds, ${checks.passed} checks passed, ${checks.failed} failed`;
  if (verdict === 'passed' || verdict === 'recorded') terminal.done(label, detail);
  else terminal.fail(label, detail);
  for (const reason of [...reasons, ...checks.failing]) terminal.print(`    ${reason}`);
}

function write(result: SuiteResult): void {
  const name = reportName(result.suite, result.breakage);
  const files = { [`${name}.json`]: result, [`${name}.md`]: suiteMarkdown(result) };
  const paths = Object.entries(files).map(([name, content]) =>
    writeResult(RESULTS_FOLDER, name, content),
  );
  terminal.print(`    written: ${paths.join(', ')} and .html`);
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
