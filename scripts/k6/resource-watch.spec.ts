import { growth } from './resource-watch.ts';

describe('growth', () => {
  it('compares the last quarter with the second', () => {
    const seen = [100, 10, 10, 20].flatMap((memory) => [
      { 'gateway memory MB': memory },
      { 'gateway memory MB': memory },
    ]);
    expect(growth(seen)).toEqual({
      'gateway memory MB, second quarter': 10,
      'gateway memory MB, last quarter': 20,
    });
  });

  it('says nothing of too few looks', () => {
    expect(growth([{ 'redis keys': 1 }])).toEqual({});
  });
});
