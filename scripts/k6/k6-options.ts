import { parseArgs } from 'node:util';
import { UsageError } from '../../bench/measure/cli-options.ts';
import { SUITES, suitesOf } from './suite-catalogue.ts';
import type { SuiteOptions } from './suite.model.ts';

/** What `npm run k6 -- …` asks for. */
export interface K6Options {
  suites: string[];
  /** By suite, with its defaults. */
  options: Record<string, SuiteOptions>;
  /** Only these cases; empty: all. */
  cases: string[];
  breakage: string | undefined;
  /** Somebody vouches for settings of the given system that cannot be seen. */
  isFitting: boolean;
  isList: boolean;
}

/**
 * `npm run k6 -- accept mixed --rate 100`, `gates`, `experiments`, `list`.
 *
 * @throws UsageError for what cannot be understood
 */
export function readK6Options(args: string[]): K6Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      cases: { type: 'string', default: '' },
      break: { type: 'string' },
      fits: { type: 'boolean', default: false },
      ...Object.fromEntries(numberNames().map((name) => [name, { type: 'string' } as const])),
    },
  });
  const given = values as unknown as Record<string, string | undefined>;
  const suites = [...new Set(positionals.flatMap(suitesNamed))];
  const isList = positionals.includes('list');
  if (suites.length === 0 && !isList) throw new UsageError(usage());
  refuseForeign(given, suites);
  const options = Object.fromEntries(suites.map((suite) => [suite, optionsOf(suite, given)]));
  return {
    suites,
    options,
    cases: casesNamed(given['cases'] ?? '', options),
    breakage: given['break'],
    isFitting: values.fits,
    isList,
  };
}

function suitesNamed(name: string): string[] {
  if (name === 'list') return [];
  if (name === 'gates') return suitesOf('gate');
  if (name === 'experiments') return suitesOf('experiment');
  if (name in SUITES) return [name];
  throw new UsageError(`There is no suite "${name}". ${usage()}`);
}

function optionsOf(suite: string, given: Record<string, string | undefined>): SuiteOptions {
  const defaults = Object.entries(SUITES[suite]?.options ?? {});
  return Object.fromEntries(
    defaults.map(([name, value]) => [name, numberOf(name, given[name]) ?? value]),
  );
}

function casesNamed(text: string, options: Record<string, SuiteOptions>): string[] {
  const known = Object.entries(options)
    .flatMap(([suite, its]) => SUITES[suite]?.cases(its) ?? [])
    .map(({ name }) => name)
    .filter((name) => name !== '');
  const names = text.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new UsageError(`There is no case "${unknown}" here; there are: ${known.join(', ')}`);
}

/** An option that no suite of these knows would be left aside in silence. */
function refuseForeign(given: Record<string, string | undefined>, suites: string[]): void {
  const known = suites.flatMap((suite) => Object.keys(SUITES[suite]?.options ?? {}));
  const foreign = numberNames().filter((name) => name in given && !known.includes(name));
  if (foreign.length === 0) return;
  throw new UsageError(`--${foreign[0]} is no option of ${suites.join(', ')}`);
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`--${name} takes a number above 0, for instance --${name} 10`);
}

function numberNames(): string[] {
  return [...new Set(Object.values(SUITES).flatMap(({ options }) => Object.keys(options)))];
}

function usage(): string {
  return `npm run k6 -- <suite…> [--option value]; suites: ${Object.keys(SUITES).join(', ')}, or gates, experiments, list`;
}
