import { growth } from './resource-growth.ts';

const NAME = 'gateway memory MB';
const HOUR_MS = 3_600_000;

/** A look every quarter of an hour. */
const looks = (values: number[]) =>
  values.map((value, index) => ({ atMs: (index * HOUR_MS) / 4, used: { [NAME]: value } }));

describe('growth', () => {
  it('compares the last quarter with the second', () => {
    expect(growth(looks([100, 100, 10, 10, 10, 10, 20, 20]))).toMatchObject({
      'resources that grew by more than a tenth': 1,
      [`${NAME}, second quarter`]: 10,
      [`${NAME}, last quarter`]: 20,
    });
  });

  it('says what is gained in an hour, the warming up left out', () => {
    const gained = growth(looks([0, 500, 10, 12, 14, 16, 18, 20]))[`${NAME}, gained per hour`];
    expect(gained).toBeCloseTo(8);
  });

  it('takes what goes up and down for flat', () => {
    const flat = growth(looks([0, 0, 100, 104, 98, 102, 100, 104]));
    expect(flat['resources that grew by more than a tenth']).toBe(0);
    expect(
      growth(looks([3, 3, 3, 3, 3, 3, 4, 4]))['resources that grew by more than a tenth'],
    ).toBe(0);
  });

  it('says nothing of too few looks', () => {
    expect(growth(looks([1]))).toEqual({});
  });
});
