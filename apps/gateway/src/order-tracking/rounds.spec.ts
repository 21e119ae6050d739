import { Rounds } from './rounds';

function visited(members: number, periodMs: number, steps: readonly number[]): number[] {
  const visits: number[] = [];
  const rounds = new Rounds<number>(periodMs, (member) => visits.push(member));
  for (let member = 0; member < members; member++) rounds.add(member);
  for (const elapsedMs of steps) rounds.pass(elapsedMs);
  return visits;
}

describe('Rounds', () => {
  it('visits everybody once per period, in turn, spread over it', () => {
    expect(visited(4, 1000, [250])).toEqual([0]);
    expect(visited(4, 1000, [250, 250, 250, 250])).toEqual([0, 1, 2, 3]);
    expect(visited(4, 1000, [1000, 500])).toEqual([0, 1, 2, 3, 0, 1]);
  });

  it('does not forget a single member between two ticks', () => {
    expect(visited(1, 1000, [400, 400])).toEqual([]);
    expect(visited(1, 1000, [400, 400, 400])).toEqual([0]);
  });

  it('visits nobody twice in one pass, however late it is', () => {
    expect(visited(2, 1000, [60_000])).toEqual([0, 1]);
    expect(visited(2, 1000, [60_000, 400])).toEqual([0, 1, 0]);
  });

  it('leaves out who left, during a pass as well', () => {
    const visits: string[] = [];
    const rounds = new Rounds<string>(1000, (member) => {
      visits.push(member);
      rounds.delete(member);
    });
    rounds.add('a');
    rounds.add('b');
    rounds.delete('a');
    rounds.pass(1000);
    rounds.pass(1000);
    expect(visits).toEqual(['b']);
    expect(rounds.size).toBe(0);
  });
});
