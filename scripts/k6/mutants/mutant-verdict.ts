import { markdownTable } from '../../../bench/measure/text-table.ts';
import type { CaseResult } from '../suite-result.ts';
import type { Breakage } from '../suite.model.ts';
import type { Verdict } from '../verdict.ts';
import type { Mutant } from './mutant-list.ts';

/** What came of a suite over something broken. */
export interface MutantOutcome {
  mutant: Mutant;
  breakage: Breakage;
  verdict: Verdict;
  /** Every threshold, check and order that the suite complained of. */
  complaints: string[];
  /** Whether it failed, and over what it had to fail over. */
  isNoticed: boolean;
}

/** A run that is invalid has noticed nothing, and one that fails over something else neither. */
export function outcomeOf(
  mutant: Mutant,
  breakage: Breakage,
  { verdict, cases }: { verdict: Verdict; cases: readonly CaseResult[] },
): MutantOutcome {
  const complaints = cases.flatMap(({ reasons, checks }) => [...reasons, ...checks.failing]);
  const isNoticed =
    verdict === 'failed' && complaints.some((text) => text.includes(breakage.breaks));
  return { mutant, breakage, verdict, complaints, isNoticed };
}

/** The complaint that the breakage is about; the first one where there is none. */
export function tellingComplaint({ breakage, complaints }: MutantOutcome): string {
  const telling = complaints.find((text) => text.includes(breakage.breaks));
  return telling ?? complaints[0] ?? 'nothing was noticed';
}

/** The content of `results/k6/mutants.md`. */
export function mutantsMarkdown(outcomes: readonly MutantOutcome[]): string {
  const rows = outcomes.map((outcome) => {
    const { mutant, breakage, verdict, complaints, isNoticed } = outcome;
    return [
      mutant.suite,
      breakage.what,
      verdict,
      tellingComplaint(outcome).replaceAll('|', '\\|'),
      String(Math.max(0, complaints.length - 1)),
      isNoticed ? 'yes' : '**no**',
    ];
  });
  const head = ['suite', 'broken on purpose', 'verdict', 'what broke', 'and others', 'noticed'];
  const table = markdownTable({
    head,
    align: ['left', 'left', 'left', 'left', 'right', 'left'],
    rows,
  });
  return `# Suites over what is broken on purpose\n\n${table}`;
}
