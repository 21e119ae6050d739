import { ContentionLaw } from './contention-law';

describe('ContentionLaw', () => {
  const law = new ContentionLaw(50, 0.15, 4);

  it.each([0, 1, 49, 50])('leaves the speed alone at %i pending', (pending) => {
    expect(law.rateAt(pending)).toBe(1);
  });

  it('falls steadily above and ends at the floor', () => {
    expect(law.rateAt(100)).toBeCloseTo(0.15 + 0.85 / 16, 12);
    const rates = [51, 60, 100, 1000, 100_000].map((pending) => law.rateAt(pending));
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
    expect(law.rateAt(1e9)).toBeCloseTo(0.15, 6);
  });
});
