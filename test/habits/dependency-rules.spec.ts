import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROJECT_FOLDER = join(__dirname, '..', '..');
const CONFIG = join(PROJECT_FOLDER, '.dependency-cruiser.cjs');

/** One bad example per rule: the file that breaks it and what it imports. */
const BAD: Record<string, [file: string, imports: string]> = {
  'floor-apps-gateway': ['apps/gateway/src/a.ts', '../../order-worker/src/plain'],
  'floor-apps-order-worker': ['apps/order-worker/src/a.ts', '../../mock-backend/src/plain'],
  'floor-apps-mock-backend': ['apps/mock-backend/src/a.ts', '@sluice/task-queue'],
  'floor-apps-lab': ['apps/lab/src/a.ts', '@sluice/platform'],
  'floor-libs-task-queue': ['libs/task-queue/src/a.ts', '@sluice/backend-client'],
  'floor-libs-reply-transports': ['libs/reply-transports/src/a.ts', '@sluice/task-queue'],
  'floor-libs-backend-client': ['libs/backend-client/src/a.ts', '@sluice/task-queue'],
  'floor-libs-replies': ['libs/replies/src/a.ts', '@sluice/platform'],
  'floor-libs-platform': ['libs/platform/src/a.ts', '@sluice/task-queue'],
  'floor-libs-client': ['libs/client/src/a.ts', '@sluice/platform'],
  'floor-libs-contracts': ['libs/contracts/src/a.ts', '@sluice/platform'],
  'floor-libs-simulation': ['libs/simulation/src/a.ts', '@sluice/contracts'],
  'no-circles': ['libs/platform/src/circle.ts', './circle-back'],
  'across-projects-by-index': ['libs/platform/src/b.ts', '../../contracts/src/plain'],
  'testing-in-tests': ['apps/gateway/src/d.ts', '@sluice/replies/testing'],
  'across-projects-by-name': ['libs/platform/src/c.ts', '../../contracts/src/index'],
  'not-own-index': ['libs/platform/src/d.ts', './index'],
  'features-side-by-side': ['apps/gateway/src/one/a.ts', '../two/plain'],
  'product-without-tools': ['apps/gateway/src/b.ts', '../../../scripts/plain'],
  'tools-outside': ['scripts/a.ts', '../apps/gateway/src/plain'],
  'k6-by-itself': ['k6/suites/a.ts', '../../scripts/plain'],
  'nothing-missing': ['apps/gateway/src/c.ts', './nowhere'],
  'client-types-only': ['libs/client/src/b.ts', '@sluice/contracts'],
  'replies-without-framework': ['libs/replies/src/b.ts', '@nestjs/common'],
  'kafka-door': ['libs/reply-transports/src/redis.ts', 'kafkajs'],
  'contracts-plain': ['libs/contracts/src/b.ts', '@nestjs/common'],
  'simulation-pure': ['libs/simulation/src/b.ts', 'node:fs'],
};

/** What must stay possible: each would be refused by a rule drawn too wide. */
const GOOD: [file: string, imports: string][] = [
  ['apps/gateway/src/good.ts', '@sluice/task-queue'],
  ['apps/gateway/src/app.module.ts', './one/plain'],
  ['apps/lab/src/load/good.ts', '../page/plain'],
  ['libs/task-queue/src/good.ts', '@sluice/platform'],
  ['libs/platform/src/good.ts', './plain'],
  ['libs/platform/src/good.int-spec.ts', '../../../test/plain'],
  ['libs/reply-transports/src/kafka/good.ts', 'kafkajs'],
  ['libs/reply-transports/src/kafka/good.int-spec.ts', '@sluice/replies/testing'],
];

const PROJECTS = ['apps/gateway', 'apps/order-worker', 'apps/mock-backend', 'apps/lab'].concat(
  ['task-queue', 'reply-transports', 'backend-client', 'replies', 'platform'].map(
    (it) => `libs/${it}`,
  ),
  ['libs/client', 'libs/contracts', 'libs/simulation'],
);

interface Violation {
  rule: { name: string; severity: string };
  from: string;
  to: string;
}

describe('dependency rules', () => {
  let folder: string;
  let violations: Violation[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-rules-'));
    buildHouse(folder);
    violations = cruise(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries(BAD))('%s bites', (rule, [file]) => {
    const bites = violations.filter((it) => it.rule.name === rule && it.rule.severity === 'error');
    // Of a circle any member may be named as its start.
    expect(bites.flatMap(({ from, to }) => [from, to])).toContain(file);
  });

  it('has a bad example for every rule', () => {
    const print = `console.log(require(${JSON.stringify(CONFIG)}).forbidden.map(r => r.name).join())`;
    const names = execFileSync(process.execPath, ['-e', print], { encoding: 'utf8' })
      .trim()
      .split(',');
    expect(Object.keys(BAD).sort()).toEqual(names.sort());
  });

  it.each(GOOD)('lets %s import %s', (file) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });
});

function buildHouse(folder: string): void {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const paths = {
    '@sluice/*': ['./libs/*/src/index'],
    '@sluice/replies/testing': ['./libs/replies/src/testing/index'],
  };
  write('tsconfig.json', JSON.stringify({ compilerOptions: { paths } }));
  write('package.json', '{}');
  for (const name of ['@nestjs/common', 'kafkajs']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  const plain = [
    ...PROJECTS.map((it) => `${it}/src`),
    'scripts',
    'test',
    'apps/gateway/src/one',
    'apps/gateway/src/two',
    'apps/lab/src/page',
  ];
  for (const place of plain) write(`${place}/plain.ts`, 'export const plain = 1;');
  for (const project of PROJECTS) write(`${project}/src/index.ts`, "export * from './plain';");
  write('libs/replies/src/testing/index.ts', '');
  write('libs/platform/src/circle-back.ts', "import './circle';");
  for (const [file, imports] of [...Object.values(BAD), ...GOOD])
    write(file, `import '${imports}';`);
}

function cruise(folder: string): Violation[] {
  const program = join(
    PROJECT_FOLDER,
    'node_modules',
    'dependency-cruiser',
    'bin',
    'dependency-cruiser.mjs',
  );
  const args = [
    program,
    '--config',
    CONFIG,
    '--output-type',
    'json',
    'apps',
    'libs',
    'scripts',
    'test',
    'k6',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser said: ${stderr}`);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
