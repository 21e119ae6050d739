import { arrivalMs, checkedScenario, SCENARIO_LIMITS } from './scenario';
import { burst } from './testing/burst';

describe('a scenario', () => {
  it('is given back when it can be run', () => {
    expect(checkedScenario(burst())).toEqual(burst());
  });

  it.each(Object.entries(SCENARIO_LIMITS))('keeps %s within its limits', (name, [least, most]) => {
    const withValue = (value: unknown) => () => checkedScenario({ ...burst(), [name]: value });
    for (const bad of [least - 1, most + 1, least + 0.5, NaN, Infinity, '12', null, undefined]) {
      expect(withValue(bad)).toThrow(RangeError);
      expect(withValue(bad)).toThrow(`${name} has to be a whole number from ${least} to ${most}`);
    }
    for (const fine of [least, most]) expect(withValue(fine)).not.toThrow();
  });

  it('spreads its calls over the window', () => {
    const scenario = burst({ calls: 150, arrivalWindowMs: 3_000 });
    expect([0, 1, 75, 149].map((call) => arrivalMs(scenario, call))).toEqual([0, 20, 1500, 2980]);
    expect(arrivalMs(burst({ arrivalWindowMs: 0 }), 149)).toBe(0);
  });
});
