import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const PROJECT_FOLDER = join(__dirname, '..', '..');
const ANYWHERE = 'apps/gateway/src/main.ts';

/** A broken line per house rule of the linter, where it is refused and where it is not. */
const CASES = [
  {
    rule: 'no-restricted-syntax',
    code: 'export const port = process.env.PORT;',
    allowedIn: 'libs/platform/src/config/process-environment.ts',
  },
  { rule: 'no-restricted-syntax', code: 'export const { env } = process;' },
  { rule: 'no-restricted-syntax', code: "export { env } from 'x'; import 'node:process';" },
  { rule: 'no-console', code: 'console.log(1);', allowedIn: 'scripts/start/main.ts' },
  {
    rule: 'no-restricted-globals',
    code: 'export const now = () => new Date();',
    at: 'libs/simulation/src/simulate.ts',
    allowedIn: ANYWHERE,
  },
  { rule: '@typescript-eslint/no-floating-promises', code: 'Promise.resolve(1);' },
  { rule: '@typescript-eslint/no-explicit-any', code: 'export let x: any;' },
  { rule: '@typescript-eslint/ban-ts-comment', code: '// @ts-ignore\nexport const x = 1;' },
  { rule: '@typescript-eslint/naming-convention', code: 'export interface IOrder { id: string }' },
];

describe('lint rules', () => {
  let refused: string[][];
  let allowed: string[][];

  beforeAll(() => {
    refused = lint(CASES.map(({ code, at }) => [code, at ?? ANYWHERE]));
    allowed = lint(CASES.map(({ code, allowedIn }) => [code, allowedIn ?? ANYWHERE]));
  }, 120_000);

  it.each(CASES.map(({ rule }, index) => [rule, index] as const))('%s bites', (rule, index) => {
    expect(refused[index]).toContain(rule);
  });

  it.each(
    CASES.flatMap(({ rule, allowedIn }, index) => (allowedIn ? [[rule, index] as const] : [])),
  )('%s leaves its door open', (rule, index) => {
    expect(allowed[index]).not.toContain(rule);
  });
});

/** In a process of its own: the linter and its plugins are ES modules with a cache of the house. */
function lint(pairs: [code: string, path: string][]): string[][] {
  const program = join(__dirname, 'lint-texts.mjs');
  const options = { cwd: PROJECT_FOLDER, input: JSON.stringify(pairs), encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, [program], options)) as string[][];
}
