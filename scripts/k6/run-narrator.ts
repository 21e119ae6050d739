import { grouped } from '../../bench/measure/text-table.ts';
import type { Terminal } from '../terminal.ts';
import type { Place } from './case-stack.ts';
import { SUITES } from './suite-catalogue.ts';
import type { SuiteOptions } from './suite.model.ts';
import type { CaseResult } from './suite-result.ts';

/** A pipe hears of a long load so often: enough to see that it goes on. */
const PIPE_INTERVAL_MS = 60_000;

const MOST_FIGURES = 4;

/** Tells whoever waits what goes on: a moving line on a terminal, few lines in a file. */
export class RunNarrator {
  private readonly terminal: Terminal;
  private readonly isTerminal: boolean;
  private readonly labelWidth: number;
  private label = '';
  private saidMs = performance.now();

  constructor(
    terminal: Terminal,
    { labels, isTerminal }: { labels: string[]; isTerminal: boolean },
  ) {
    this.terminal = terminal;
    this.isTerminal = isTerminal;
    this.labelWidth = Math.max(...labels.map(({ length }) => length));
  }

  progress(label: string, text: string): void {
    const line = `${label}: ${text}`;
    if (label === this.label) this.terminal.update(line);
    else this.terminal.move(line);
    this.label = label;
    if (this.isTerminal || performance.now() - this.saidMs < PIPE_INTERVAL_MS) return;
    this.say(`· ${line}`);
  }

  caseEnded(label: string, one: CaseResult): void {
    this.terminal.idle();
    this.label = '';
    const padded = label.padEnd(this.labelWidth);
    const { verdict, reasons, checks } = one;
    if (verdict === 'passed' || verdict === 'recorded') this.terminal.done(padded, detailOf(one));
    else if (verdict === 'skipped') this.terminal.warn(padded, detailOf(one));
    else this.terminal.fail(padded, detailOf(one));
    for (const reason of [...reasons, ...checks.failing]) this.say(`    ${reason}`);
  }

  say(line: string): void {
    this.terminal.print(line);
    this.saidMs = performance.now();
  }
}

/** A gate held something; an experiment found something out. */
function detailOf({ verdict, thresholds, checks, figures }: CaseResult): string {
  if (verdict === 'skipped') return 'skipped';
  const found = Object.entries(figures).slice(0, MOST_FIGURES);
  if (verdict === 'recorded' && found.length > 0) {
    return `recorded: ${found.map(([name, value]) => `${name} ${rounded(value)}`).join(', ')}`;
  }
  const held = thresholds.filter(({ ok }) => ok).length;
  const failed = checks.failed === 0 ? '' : `, ${grouped(checks.failed)} failed`;
  return `${verdict}: ${held} of ${thresholds.length} thresholds held, ${grouped(checks.passed)} checks passed${failed}`;
}

function rounded(value: number): string {
  return grouped(value, Number.isInteger(value) || value >= 100 ? 0 : 1);
}

/** What becomes of a run against a system that somebody else has set up. */
export function tellPlace(
  terminal: Terminal,
  { gatewayUrl, backendUrl }: Place,
  options: Record<string, SuiteOptions>,
): void {
  terminal.warn('BASE_URL', `${gatewayUrl}: its settings and its backend are taken as they are`);
  if (backendUrl === undefined) {
    terminal.warn('BACKEND_URL', 'unset: no order can be held against a ledger');
  }
  for (const [suite, its] of Object.entries(options)) {
    for (const { name, stack, needs } of SUITES[suite]?.cases(its) ?? []) {
      // Whoever needs something says so when it is not there.
      if (needs) continue;
      const settings = Object.entries(stack.env ?? {}).map((pair) => pair.join('='));
      const profile = JSON.stringify(stack.profile ?? 'steady');
      const expected = [...settings, `backend ${profile}`].join(', ');
      terminal.print(`    ${labelOf(suite, name)} expects ${expected}`);
    }
  }
}

export function labelOf(suite: string, caseName: string): string {
  return [suite, caseName].filter((it) => it !== '').join(' ');
}
