import { toCountQuery } from './count-query.mapper';

describe('toCountQuery', () => {
  it('asks for the present count by default', () => {
    expect(toCountQuery({})).toEqual({ atLeast: 0, waitMs: 30_000 });
  });

  it('reads both members', () => {
    expect(toCountQuery({ atLeast: '3000', waitMs: '0' })).toEqual({ atLeast: 3_000, waitMs: 0 });
  });

  it.each([
    { atLeast: '' },
    { atLeast: '-1' },
    { atLeast: '1.5' },
    { atLeast: '1e3' },
    { atLeast: ['1', '2'] },
    { atLeast: '9999999999' },
    { waitMs: '600001' },
  ])('refuses %j', (query) => {
    expect(() => toCountQuery(query)).toThrow(/has to be a whole number/);
  });
});
