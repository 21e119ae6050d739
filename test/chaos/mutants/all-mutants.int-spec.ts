import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../../scripts/stack/project.ts';
import { ALL_MUTANTS } from './all-mutants.ts';

const scripts = ALL_MUTANTS.flatMap(({ name, patches }) => {
  return patches
    .filter(({ file }) => file.endsWith('.lua'))
    .map(({ file, find }) => ({ name, file, find }));
});

describe('mutants of scripts', () => {
  it.each(scripts)('$name: $file is still what it breaks', ({ file, find }) => {
    const text = readFileSync(join(PROJECT_FOLDER, file), 'utf8');
    expect(text.split(find)).toHaveLength(2);
  });

  it('have names of their own', () => {
    const names = ALL_MUTANTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
