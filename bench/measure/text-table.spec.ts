import { grouped, markdownTable } from './text-table.ts';

describe('markdownTable', () => {
  it('aligns figures to the right and names to the left', () => {
    const table = markdownTable({
      head: ['variant', 'requests/s'],
      align: ['left'],
      rows: [
        ['tutorial', '6,600'],
        ['gateway', '23,200'],
      ],
    });
    expect(table.split('\n')).toEqual([
      '| variant  | requests/s |',
      '| -------- | ---------: |',
      '| tutorial |      6,600 |',
      '| gateway  |     23,200 |',
    ]);
  });
});

describe('grouped', () => {
  it('groups thousands and rounds to the decimals asked for', () => {
    expect(grouped(12_345.67)).toBe('12,346');
    expect(grouped(0.5, 2)).toBe('0.50');
  });
});
