import { PROBLEM_CATALOGUE } from '@sluice/contracts';
import { readProjectFile } from './project-files';

/** `| 404 | \`not-found\` | There is nothing here | no | … |` */
const ROW = /^\| (\d{3}) \| `([a-z-]+)` \| (.+?) \| (yes|no) \| (.+) \|$/gm;

describe('docs/errors.md', () => {
  const rows = [...readProjectFile('docs/errors.md').matchAll(ROW)].map(
    ([, status, code, title, retryable, advice]) => ({
      code: code ?? '',
      entry: { status: Number(status), title, retryable: retryable === 'yes' },
      advice: advice ?? '',
    }),
  );

  it('lists exactly the problems of the catalogue', () => {
    const documented = Object.fromEntries(rows.map(({ code, entry }) => [code, entry]));
    expect(documented).toEqual(PROBLEM_CATALOGUE);
    expect(rows).toHaveLength(Object.keys(PROBLEM_CATALOGUE).length);
  });

  it('says what to do about each', () => {
    expect(rows.filter(({ advice }) => advice.trim().length < 20)).toEqual([]);
  });
});
