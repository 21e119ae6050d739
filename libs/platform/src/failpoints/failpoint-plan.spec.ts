import { formatFailpointPlans, parseFailpointPlans } from './failpoint-plan';

describe('parseFailpointPlans', () => {
  it('reads what to do, when and for whom', () => {
    expect(parseFailpointPlans('after-pop=kill@7;before-post=block:5000@*~poison, 1')).toEqual([
      { name: 'after-pop', action: { kind: 'kill' }, pass: 7, subject: undefined },
      {
        name: 'before-post',
        action: { kind: 'block', ms: 5000 },
        pass: 'every',
        subject: 'poison, 1',
      },
    ]);
  });
  it('means the first pass when it names none', () => {
    expect(parseFailpointPlans('after-accept=kill')[0]?.pass).toBe(1);
  });
  it('finds no plan in an empty text', () => {
    expect(parseFailpointPlans(' \n')).toEqual([]);
  });
  it.each(['nowhere=kill', 'after-pop', 'after-pop=explode', 'after-pop=block', 'after-pop=kill;'])(
    'refuses %s',
    (text) => {
      expect(() => parseFailpointPlans(text)).toThrow(text);
    },
  );
  it('writes what it reads', () => {
    const text = 'after-pop=kill@7;before-post=block:50@*~poison';
    expect(formatFailpointPlans(parseFailpointPlans(text))).toBe(text);
  });
});
