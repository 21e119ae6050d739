import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';
import { resultFile } from './report-writer.ts';

describe('resultFile', () => {
  it('takes a relative folder as one of the project', () => {
    const file = join(PROJECT_FOLDER, 'results', 'bench', 'accept.json');
    expect(resultFile('results', 'bench/accept.json')).toBe(file);
  });
  it('takes an absolute folder as it is', () => {
    expect(resultFile('/elsewhere/out', 'ladder.json')).toBe('/elsewhere/out/ladder.json');
  });
});
