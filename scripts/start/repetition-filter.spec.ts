import { RepetitionFilter } from './repetition-filter.ts';

describe('RepetitionFilter', () => {
  it('shows a text once per ten seconds and counts the rest', () => {
    let nowMs = 0;
    const filter = new RepetitionFilter(() => nowMs);
    expect(filter.pass('down')).toBe('down');
    for (nowMs = 1; nowMs <= 3; nowMs += 1) expect(filter.pass('down')).toBeUndefined();
    expect(filter.pass('other')).toBe('other');
    nowMs = 10_000;
    expect(filter.pass('down')).toBe('down (3 more of these before)');
    nowMs = 20_000;
    expect(filter.pass('down')).toBe('down');
  });
});
