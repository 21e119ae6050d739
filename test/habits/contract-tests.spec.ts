import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readProjectFile } from './project-files';

const PROJECT_FOLDER = join(__dirname, '..', '..');

/** `| line | [file](../path) | \`name\` |` */
const ROW = /^\| (.+) \| \[[^\]]+\]\(\.\.\/([^)]+)\) \| `(.+)` \|$/gm;

describe('docs/http-api.md', () => {
  const rows = [...readProjectFile('docs/http-api.md').matchAll(ROW)].map(
    ([, line = '', path = '', name = '']) => ({ line, path, name }),
  );

  it('names a test for each line of the contract', () => {
    expect(rows.length).toBeGreaterThan(50);
    expect(new Set(rows.map(({ line, path }) => `${line} ${path}`)).size).toBe(rows.length);
  });

  it.each(rows)('names a test that there is: $line', ({ path, name }) => {
    expect(existsSync(join(PROJECT_FOLDER, path))).toBe(true);
    expect(path).toMatch(/\.(spec|int-spec|e2e-spec|cases)\.ts$/);
    expect(titlesIn(readProjectFile(path))).toContain(name);
  });
});

/** Every text in quotes; titles of tests are among them. */
function titlesIn(text: string): string[] {
  return [...text.matchAll(/(?<quote>['"`])(?<title>(?:(?!\k<quote>).)+)\k<quote>/g)].map(
    ({ groups }) => groups?.['title'] ?? '',
  );
}
