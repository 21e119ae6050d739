import { grouped, markdownTable } from '../../bench/measure/text-table.ts';
import type { CaseResult, SuiteResult } from './suite-result.ts';

const WORDS = {
  passed: 'Passed',
  failed: '**Failed**',
  invalid: '**Invalid**',
  recorded: 'Recorded',
  skipped: 'Skipped',
};

/** The content of `results/k6/<suite>.md`. */
export function suiteMarkdown(result: SuiteResult): string {
  const { suite, question, verdict, breakage, kind, options } = result;
  const set = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  return [
    `# ${suite}: ${question}`,
    `${WORDS[verdict]} (${kind}${breakage === null ? '' : `, broken on purpose: ${breakage}`}). ${set.join(', ')}`,
    ...result.cases.flatMap(caseParts),
    origin(result),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function caseParts(one: CaseResult): string[] {
  const head = [
    one.name === '' ? '' : `## ${one.name}: ${WORDS[one.verdict].toLowerCase()}`,
    one.reasons.map((reason) => `- ${reason}`).join('\n'),
  ];
  if (one.verdict === 'skipped') return head;
  return [
    ...head,
    thresholdTable(one),
    figureTable(one),
    `Checks: ${grouped(one.checks.passed)} passed, ${grouped(one.checks.failed)} failed. ${ledgerSentence(one)} ${generatorSentence(one)}`,
  ];
}

function thresholdTable({ thresholds }: CaseResult): string {
  if (thresholds.length === 0) return '';
  const rows = thresholds.map(({ metric, wanted, measured, ok }) => [
    metric,
    wanted,
    measured === null ? '–' : figure(measured),
    ok ? '✓' : '✗',
  ]);
  return markdownTable({
    head: ['threshold', 'wanted', 'measured', ''],
    align: ['left', 'left'],
    rows,
  });
}

function figureTable({ figures }: CaseResult): string {
  const rows = Object.entries(figures).map(([name, value]) => [name, figure(value)]);
  return rows.length === 0 ? '' : markdownTable({ head: ['figure', ''], align: ['left'], rows });
}

function ledgerSentence({ ledger }: CaseResult): string {
  if (ledger === null) return "The backend's ledger was not looked at: set BACKEND_URL.";
  const { accepted, saved, endedOtherwise, redeliveries, violations } = ledger;
  const fault = violations.length === 0 ? 'nothing lost or doubled' : `${violations.length} faults`;
  return `Of ${grouped(accepted)} accepted orders the backend's ledger holds ${grouped(saved)}, ${grouped(endedOtherwise)} ended visibly without it, ${grouped(redeliveries)} deliveries were repeats: ${fault}.`;
}

function generatorSentence({ generator }: CaseResult): string {
  const { cpuShare, lagP99Ms, droppedIterations } = generator;
  const cpu = cpuShare === undefined ? 'unknown' : `${grouped(cpuShare * 100)} %`;
  const lag = lagP99Ms === undefined ? 'unknown' : `${grouped(lagP99Ms, 1)} ms`;
  return `The generator used ${cpu} of all cores, was ${lag} late (p99) and dropped ${grouped(droppedIterations)} iterations.`;
}

function origin({ measuredAt, commit, machine, versions }: SuiteResult): string {
  const { cpu, cores, memoryGib } = machine as { cpu: string; cores: number; memoryGib: number };
  const tools = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${measuredAt} · commit ${commit} · ${cores} × ${cpu} · ${memoryGib} GiB · ${tools.join(' · ')}`;
}

/** Enough digits to tell two runs apart, no more. */
function figure(value: number): string {
  return grouped(value, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1);
}
