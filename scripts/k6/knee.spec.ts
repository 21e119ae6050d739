import { kneeOf } from './knee.ts';

const step = (offered: number, answered = offered, p99Ms = 4, lagP99Ms = 1) => ({
  offeredPerSecond: offered,
  answeredPerSecond: answered,
  p99Ms,
  lagP99Ms,
});

describe('kneeOf', () => {
  it('is the last rate at which all was well', () => {
    expect(kneeOf([step(100), step(200), step(400, 350), step(800)])).toBe(200);
    expect(kneeOf([step(100), step(200, 200, 80), step(400)])).toBe(100);
  });

  it('ends where the generator is late itself', () => {
    expect(kneeOf([step(100), step(200, 200, 4, 150), step(400)])).toBe(100);
  });

  it('is the highest rate when nothing bent, and none when the first did', () => {
    expect(kneeOf([step(100), step(200)])).toBe(200);
    expect(kneeOf([step(100, 50)])).toBeUndefined();
    expect(kneeOf([])).toBeUndefined();
  });
});
