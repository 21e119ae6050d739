import { FailureLaw } from './failure-law';
import { ChosenChance, SeededChance } from './testing/chosen-chance';

describe('FailureLaw', () => {
  it('draws its share of faults, with kind and moment', () => {
    const law = new FailureLaw('reset', 0.25, 'after-commit');
    expect(law.draw(new ChosenChance([0.2499]))).toEqual({ kind: 'reset', when: 'after-commit' });
    expect(law.draw(new ChosenChance([0.25]))).toBeNull();
    const chance = new SeededChance();
    const drawn = Array.from({ length: 10_000 }, () => law.draw(chance)).filter(Boolean);
    expect(drawn.length / 10_000).toBeCloseTo(0.25, 1);
  });

  it('at rate 1 always, at rate 0 and of kind none never', () => {
    expect(new FailureLaw('500', 1, 'before-commit').draw(new ChosenChance([0.9999]))).toBeTruthy();
    expect(new FailureLaw('500', 0, 'before-commit').draw(new ChosenChance([0]))).toBeNull();
    expect(new FailureLaw('none', 1, 'before-commit').draw(new ChosenChance([0]))).toBeNull();
  });
});
