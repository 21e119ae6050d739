import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_FOLDER } from './stack/project.ts';

const BOOTSTRAP = join(PROJECT_FOLDER, 'scripts', 'bootstrap.mjs');

/** Stands in for npm: notes how it was called and does what `npm ci` does to the folder. */
const FAKE_NPM = `#!/usr/bin/env node
const fs = require('node:fs');
fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
if (fs.existsSync('broken')) process.exit(7);
fs.rmSync('node_modules', { recursive: true, force: true });
setTimeout(() => fs.mkdirSync('node_modules'), 300);
`;

describe('bootstrap', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-bootstrap-'));
    write('package.json', { dependencies: { a: '1.0.0' } });
    write('package-lock.json', {
      packages: { '': { dependencies: { a: '1.0.0' } }, 'node_modules/a': { version: '1.0.0' } },
    });
    writeFileSync(join(folder, 'npm'), FAKE_NPM);
    chmodSync(join(folder, 'npm'), 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, content: object) =>
    writeFileSync(join(folder, file), JSON.stringify(content));
  const calls = () =>
    existsSync(join(folder, 'calls'))
      ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
      : [];
  const bootstrap = (env: Record<string, string> = {}) => {
    const code = `import(${JSON.stringify(BOOTSTRAP)}).then((it) => it.bootstrap(process.cwd())).catch((error) => { console.error(error.message); process.exitCode = 1; })`;
    const PATH = `${folder}:${process.env['PATH'] ?? ''}`;
    const options = { cwd: folder, env: { PATH, ...env } };
    return promisify(execFile)(process.execPath, ['-e', code], options);
  };

  it('installs once', async () => {
    const { stderr } = await bootstrap();
    expect(stderr).toContain('Installing dependencies');
    await bootstrap();
    expect(calls()).toHaveLength(1);
  });

  it('asks for the dev dependencies whatever NODE_ENV says', async () => {
    await bootstrap({ NODE_ENV: 'production' });
    expect(calls()[0]).toContain('ci --include=dev --include=optional');
  });

  it('installs once when several start together', async () => {
    await Promise.all([bootstrap(), bootstrap(), bootstrap()]);
    expect(calls()).toHaveLength(1);
  });

  it('installs again when the lock changed, not when an npm script did', async () => {
    await bootstrap();
    write('package.json', { scripts: { new: 'one' }, dependencies: { a: '1.0.0' } });
    await bootstrap();
    expect(calls()).toHaveLength(1);
    write('package-lock.json', { packages: { '': {}, 'node_modules/a': { version: '2.0.0' } } });
    await bootstrap();
    expect(calls()).toHaveLength(2);
  });

  it('tries again after an installation that failed', async () => {
    writeFileSync(join(folder, 'broken'), '');
    await expect(bootstrap()).rejects.toMatchObject({
      stderr: expect.stringContaining('npm ci failed (exit code 7)') as string,
    });
    rmSync(join(folder, 'broken'));
    await bootstrap();
    expect(calls()).toHaveLength(2);
  });
});
