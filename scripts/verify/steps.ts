/** One check of `npm run verify`: a program of node_modules or a script, with its arguments. */
export interface Step {
  name: string;
  args: string[];
}

const TESTS = 'scripts/test/main.ts';
const HABITS = 'test/habits/';

/** The quick ones first; each is what somebody would type by hand. */
export const STEPS: readonly Step[] = [
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'types of k6', args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'k6'] },
  {
    name: 'types of the lab',
    args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'apps/lab'],
  },
  {
    name: 'dependencies',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'scripts', 'test', 'bench', 'k6'],
    ],
  },
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'] },
  { name: 'unit', args: [TESTS, '--tier=unit', `--testPathIgnorePatterns=${HABITS}`] },
  { name: 'habits', args: [TESTS, '--tier=unit', HABITS] },
  { name: 'build', args: ['scripts/build/main.ts'] },
];
