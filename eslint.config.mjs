import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** `process.env` has one door; tools and tests are no part of the product. */
const ENVIRONMENT_DOOR = ['libs/platform/src/config/**', 'scripts/**', 'test/**', 'bench/**'];
const SPECS = [
  '**/*.spec.ts',
  '**/*.int-spec.ts',
  '**/*.broker-spec.ts',
  '**/*.e2e-spec.ts',
  '**/testing/**',
  'test/**',
];

/** What the Node that lints knows, and what CommonJS adds to it. */
const NODE_GLOBALS = Object.fromEntries(
  [...Object.getOwnPropertyNames(globalThis), 'require', 'module', '__dirname'].map((name) => [
    name,
    'readonly',
  ]),
);

const NO_ENVIRONMENT = [
  "MemberExpression[object.name='process'][property.name='env']",
  "VariableDeclarator[init.name='process'] Property[key.name='env']",
  'ImportDeclaration[source.value=/^(node:)?process$/]',
].map((selector) => ({
  selector,
  message: 'process.env is read in libs/platform/src/config only; take a config class.',
}));

const NO_CHANCE = ['Date.now', 'Math.random'].map((call) => {
  const [object, property] = call.split('.');
  return {
    selector: `MemberExpression[object.name='${object}'][property.name='${property}']`,
    message: `no ${call} in the simulation: the same input gives the same result.`,
  };
});

const NO_SURROUNDINGS = [
  ...['Date', 'performance', 'crypto', 'process', 'setTimeout', 'setInterval', 'setImmediate'],
  'queueMicrotask',
].map((name) => ({ name, message: 'the simulation knows no clock, chance or timer.' }));

export default defineConfig(
  globalIgnores(['.tools', 'dist/', '.data/', 'coverage/', 'results/', '**/*.d.mts']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [eslint.configs.recommended, ...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // `return done()` ends a branch in one line.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Our texts are counted and cut by code point on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
      // Structural types are what stand-ins and narrowed views are made of.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      'prefer-const': ['error', { destructuring: 'all' }],
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: false },
        },
        { selector: ['class', 'typeAlias', 'enum'], format: ['PascalCase'] },
      ],
      // A number in a text is a number in a text.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Nest's modules are classes with nothing in them.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/ban-ts-comment': 'error',
      'no-restricted-syntax': ['error', ...NO_ENVIRONMENT],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', 250],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 6 }],
    },
  },
  { files: ENVIRONMENT_DOOR, rules: { 'no-restricted-syntax': 'off' } },
  { files: ['scripts/**', 'bench/**', 'k6/**'], rules: { 'no-console': 'off' } },
  {
    files: ['libs/simulation/**'],
    rules: {
      'no-restricted-syntax': ['error', ...NO_ENVIRONMENT, ...NO_CHANCE],
      'no-restricted-globals': ['error', ...NO_SURROUNDINGS],
    },
  },
  {
    files: SPECS,
    rules: {
      // What a stand-in or an answer's JSON is, its test knows.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: NODE_GLOBALS,
    },
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
  },
  prettier,
);
