import { checkLeftovers } from './leftover.rule.ts';

describe('checkLeftovers', () => {
  it('is content when nothing is left behind', () => {
    expect(checkLeftovers([])).toEqual([]);
  });

  it('takes whatever is left for one leak, and names it', () => {
    expect(checkLeftovers(['job {sluice:0}:orders:7', '2 in {sluice:0}:callback-leases'])).toEqual([
      {
        kind: 'leak',
        rule: 'nothing is left behind',
        expected: 'no job, no entry',
        seen: 'job {sluice:0}:orders:7, 2 in {sluice:0}:callback-leases',
      },
    ]);
  });

  it('counts what it does not name', () => {
    const leftovers = Array.from({ length: 11 }, (_, nth) => `job ${nth}`);
    expect(checkLeftovers(leftovers)[0]?.seen).toMatch(/job 7 and 3 more$/);
    expect(checkLeftovers(leftovers.slice(0, 8))[0]?.seen).toMatch(/job 7$/);
  });
});
