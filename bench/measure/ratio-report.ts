import { describeCommit, describeMachine, describeVersions, machineLine } from './machine.ts';
import type { Spread } from './statistics.ts';
import { grouped, markdownTable } from './text-table.ts';

/** One result of a benchmark: a ratio between two things that were measured in the same rounds. */
export interface Ratio {
  spread: Spread;
  /** What the ratio says, in words. */
  meaning: string;
  /** What it has to reach, where something was promised. */
  required?: string;
}

/** By the names that they have in the JSON result. */
export type Ratios = Record<string, Ratio>;

/**
 * The part that every benchmark's JSON result begins with: what was measured, when, on what, and the
 * median ratios under `ratios`.
 */
export function resultHead(
  benchmark: string,
  ratios: Ratios,
  tools: Record<string, string> = {},
): object {
  const entries = Object.entries(ratios);
  return {
    benchmark,
    measuredAt: new Date().toISOString(),
    commit: describeCommit(),
    machine: describeMachine(),
    versions: { ...describeVersions(), ...tools },
    ratios: Object.fromEntries(entries.map(([name, { spread }]) => [name, spread.median])),
    ratioSpreads: Object.fromEntries(entries.map(([name, { spread }]) => [name, spread])),
  };
}

/** The ratios with their spread, beside what they have to reach. */
export function ratioTable(ratios: Ratios): string {
  const rows = Object.entries(ratios).map(([name, { spread, meaning, required = '' }]) => [
    name,
    meaning,
    withSpread(spread, 3),
    required,
  ]);
  const head = ['ratio', 'what', 'measured', 'required'];
  return markdownTable({ head, align: ['left', 'left'], rows });
}

/** `median (lowest–highest)`. */
export function withSpread({ median, min, max }: Spread, decimals: number): string {
  return `${grouped(median, decimals)} (${grouped(min, decimals)}–${grouped(max, decimals)})`;
}

/** Where the figures come from and how far they carry. */
export function originLine(tools: Record<string, string> = {}): string {
  const machine = machineLine(describeMachine(), { ...describeVersions(), ...tools });
  return `Everything ran on one machine and shared its cores: only ratios from one run count. ${machine} · commit ${describeCommit()}`;
}
