import { judgeRate } from './rate-measurement.ts';

const nominal = { max: 10, windowMs: 1_000 };

describe('judgeRate', () => {
  it('finds an evenly spaced run at exactly the nominal rate', () => {
    const arrivals = Array.from({ length: 51 }, (_, index) => index * 100);
    expect(judgeRate(arrivals, nominal)).toEqual({ ofNominal: 1, worstWindowOfNominal: 1 });
  });
  it('sees a burst that the mean rate hides', () => {
    const burst = Array.from({ length: 20 }, (_, index) => 5_000 + index);
    const arrivals = [0, ...burst, 10_000];
    const { ofNominal, worstWindowOfNominal } = judgeRate(arrivals, nominal);
    expect(ofNominal).toBeLessThan(1);
    expect(worstWindowOfNominal).toBe(2);
  });
});
