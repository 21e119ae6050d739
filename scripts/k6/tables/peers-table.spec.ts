import { peersTable } from './peers-table.ts';

describe('peersTable', () => {
  const results: Record<string, { ratios: Record<string, number> }> = {
    accept: { ratios: { tutorial64: 3.456 } },
  };
  const table = peersTable((benchmark) => results[benchmark]);
  const rowOf = (text: string) => table.split('\n').find((line) => line.includes(text)) ?? '';

  it('puts what was measured here beside what was recorded', () => {
    expect(rowOf('a whole accept script per batch')).toMatch(/\| +3\.5 \| +3\.46 \|$/);
  });
  it('says what was not run, and what nothing here asks', () => {
    expect(rowOf('16 loops')).toMatch(/\| +– \|$/);
    expect(rowOf('Restate, limit 16')).toMatch(/not rerun \|$/);
  });
});
