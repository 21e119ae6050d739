import { benchSection } from './bench-section.ts';

describe('benchSection', () => {
  it('drops the title and lowers the headings', () => {
    expect(benchSection('# Drain\n\nThree rounds.\n\n## Ratios\n\n| a |\n')).toBe(
      'Three rounds.\n\n### Ratios\n\n| a |',
    );
  });
});
