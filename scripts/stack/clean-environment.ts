/** What a process needs from outside to run at all; no setting of ours slips in with it. */
const INHERITED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'TZ',
  'SLUICE_TEST_RUN',
  'NODE_EXTRA_CA_CERTS',
  'NODE_V8_COVERAGE',
];

/** Environment of a stack that behaves the same whatever the caller's shell has set. */
export function cleanEnvironment(settings: Record<string, string> = {}): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), NODE_ENV: 'production', ...settings };
}
