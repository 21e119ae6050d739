import { rotated } from './rotation.ts';

describe('rotated', () => {
  it('begins each round with another item and keeps the ring', () => {
    expect([0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''))).toEqual([
      'abc',
      'bca',
      'cab',
      'abc',
    ]);
  });
});
