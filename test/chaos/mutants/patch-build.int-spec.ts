import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppEntries } from '../cluster/build-copy.ts';
import { patchBuild } from './patch-build.ts';

describe('patchBuild', () => {
  let folder: string;
  let entries: AppEntries;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-mutant-'));
    const apps = ['gateway', 'order-worker', 'mock-backend'] as const;
    const pairs = apps.map((app) => {
      const entry = join(folder, 'dist', app, 'apps', app, 'src', 'main.js');
      mkdirSync(dirname(entry), { recursive: true });
      writeFileSync(entry, 'start(); start(); stop();');
      return [app, entry];
    });
    entries = Object.fromEntries(pairs) as AppEntries;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const patch = (find: string) => ({
    apps: ['gateway' as const],
    file: 'apps/gateway/src/main.js',
    find,
    replace: '$&!',
  });

  it('changes a copy and leaves the build alone', async () => {
    const patched = await patchBuild(entries, join(folder, 'mutant'), [patch('stop()')]);
    expect(readFileSync(patched.gateway, 'utf8')).toBe('start(); start(); $&!;');
    expect(readFileSync(patched['order-worker'], 'utf8')).toContain('stop()');
    expect(readFileSync(entries.gateway, 'utf8')).toContain('stop()');
  });

  it.each(['start()', 'nothing of the kind'])(
    'refuses what does not fit once: %s',
    async (find) => {
      await expect(patchBuild(entries, join(folder, 'mutant'), [patch(find)])).rejects.toThrow(
        find,
      );
    },
  );
});
