/**
 * Three tiers: unit (no I/O), integration (a real Redis or socket), e2e (real processes). Beside them
 * the real brokers, which take their time: `npm run test:brokers`.
 */
const shared = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/test/support/leak-detecting.environment.ts',
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.jest.json', diagnostics: false }] },
  moduleNameMapper: {
    '^@sluice/([^/]+)$': '<rootDir>/libs/$1/src/index',
    '^@sluice/([^/]+)/testing$': '<rootDir>/libs/$1/src/testing/index',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
  setupFiles: ['reflect-metadata'],
};

module.exports = {
  // Real processes on a busy machine: a hang is still found, slowness is no failure.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,scripts,test,bench,k6}/**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,scripts,test}/**/*.int-spec.ts'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/{e2e,contract}/**/*.e2e-spec.ts'],
    },
    {
      ...shared,
      displayName: 'brokers',
      testMatch: ['<rootDir>/{apps,libs,scripts,test}/**/*.broker-spec.ts'],
    },
  ],
};
