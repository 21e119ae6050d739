import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labFolder, readLabFiles } from './lab-files';

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sluice-lab-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('is undefined where nothing was built', async () => {
  expect(await readLabFiles(join(folder, 'lab'))).toBeUndefined();
});

it('holds the page and the assets of known types, by name', async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  for (const name of ['index-1.js', 'index-1.css', 'icon-1.svg', 'index-1.js.map', 'notes.txt']) {
    writeFileSync(join(folder, 'assets', name), name);
  }
  const lab = (await readLabFiles(folder))!;
  expect(String(lab.page)).toBe('<!doctype html>');
  const types = [...lab.assets].map(([name, { type }]) => [name, type]).sort();
  expect(types).toEqual([
    ['icon-1.svg', 'image/svg+xml'],
    ['index-1.css', 'text/css; charset=utf-8'],
    ['index-1.js', 'text/javascript; charset=utf-8'],
  ]);
  expect(String(lab.assets.get('index-1.js')?.content)).toBe('index-1.js');
});

it('is looked for in dist, from wherever below it or beside it', () => {
  const built = join(folder, 'dist', 'lab');
  mkdirSync(built, { recursive: true });
  expect(labFolder(join(folder, 'dist', 'gateway', 'apps', 'gateway', 'src', 'lab'))).toBe(built);
  expect(labFolder(join(folder, 'apps', 'gateway', 'src', 'lab'))).toBe(built);
});
