import { isAtLeast, parseCandidate, parseGoVersion } from './go-toolchain.ts';

describe('go toolchain', () => {
  it('reads what go says of itself', () => {
    expect(parseGoVersion('go version go1.26.8 linux/amd64')).toEqual([1, 26]);
    expect(parseGoVersion('go version go1.19.8 linux/amd64')).toEqual([1, 19]);
    expect(parseGoVersion('no such thing')).toEqual([0, 0]);
  });

  it('reads what apt would install', () => {
    expect(parseCandidate('golang-go:\n  Installed: (none)\n  Candidate: 2:1.19~1\n')).toEqual([
      1, 19,
    ]);
    expect(parseCandidate('N: Unable to locate package golang-go')).toEqual([0, 0]);
  });

  it('compares versions by their parts', () => {
    expect(isAtLeast([1, 21], [1, 21])).toBe(true);
    expect(isAtLeast([2, 0], [1, 21])).toBe(true);
    expect(isAtLeast([1, 9], [1, 21])).toBe(false);
  });
});
