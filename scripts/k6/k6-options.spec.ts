import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../stack/project.ts';
import { readK6Options } from './k6-options.ts';
import { SUITES } from './suite-catalogue.ts';
import type { SuiteOptions } from './suite.model.ts';

const SCRIPTS = join(PROJECT_FOLDER, 'k6', 'suites');
const scriptOf = (suite: string) => readFileSync(join(SCRIPTS, `${suite}.ts`), 'utf8');

describe('readK6Options', () => {
  it('gives each suite its own options', () => {
    const { suites, options } = readK6Options(['accept', 'smoke', '--rate', '50']);
    expect(suites).toEqual(['accept', 'smoke']);
    expect(options['accept']).toMatchObject({ rate: 50, seconds: 20 });
    expect(options['smoke']).toEqual({ rounds: 3 });
  });

  it('knows groups, and leaves the long ones out of them', () => {
    expect(readK6Options(['gates']).suites).toHaveLength(9);
    expect(readK6Options(['experiments']).suites).toEqual(['breakpoint', 'spike']);
    expect(readK6Options(['list']).isList).toBe(true);
  });

  it('takes cases and a breakage', () => {
    const { cases, breakage } = readK6Options([
      'burst-150',
      '--cases',
      'sync-12s,async',
      '--break',
      'wide-pool',
    ]);
    expect(cases).toEqual(['sync-12s', 'async']);
    expect(breakage).toBe('wide-pool');
  });

  it.each([
    [[], 'suites:'],
    [['no-such-suite'], 'no suite "no-such-suite"'],
    [['accept', '--rate', 'fast'], '--rate takes a number'],
    [['accept', '--rate', '0'], '--rate takes a number'],
    [['smoke', '--rate', '5'], '--rate is no option of smoke'],
    [['burst-150', '--cases', 'nothing'], 'no case "nothing"'],
  ])('refuses %j', (args, message) => {
    expect(() => readK6Options(args)).toThrow(message);
  });
});

describe('suites', () => {
  const names = Object.keys(SUITES);

  it('are the scripts there are', () => {
    const scripts = readdirSync(SCRIPTS).map((file) => file.replace(/\.ts$/, ''));
    expect(scripts.sort()).toEqual([...names].sort());
  });

  it.each(names)('%s asks a question at its head', (suite) => {
    expect(scriptOf(suite)).toMatch(/^\/\*\* [^*]+\? \*\//);
  });

  it.each(names)('%s has the defaults of the catalogue', (suite) => {
    const found = [...scriptOf(suite).matchAll(/numberOption\('([a-z0-9-]+)', ([\d_.]+)\)/g)];
    const options: SuiteOptions = SUITES[suite]?.options ?? {};
    for (const [, name = '', value = ''] of found) {
      if (!(name in options)) continue;
      expect([name, Number(value.replaceAll('_', ''))]).toEqual([name, options[name]]);
    }
  });

  it('know where things are in one file only', () => {
    const files = readdirSync(join(PROJECT_FOLDER, 'k6'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('routes.ts'))
      .map((file) => [file, readFileSync(join(PROJECT_FOLDER, 'k6', file), 'utf8')] as const);
    expect(existsSync(join(PROJECT_FOLDER, 'k6', 'lib', 'routes.ts'))).toBe(true);
    const knowing = files.filter(([, text]) => /https?:\/\/|\/v1\/|\/health/.test(text));
    expect(knowing.map(([file]) => file)).toEqual([]);
  });

  it.each(names)('%s imports nothing but k6 and what is beside it', (suite) => {
    const sources = [...scriptOf(suite).matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(sources.filter((from) => !/^(k6|k6\/.+|\.\.?\/.+\.ts)$/.test(from ?? ''))).toEqual([]);
  });
});
