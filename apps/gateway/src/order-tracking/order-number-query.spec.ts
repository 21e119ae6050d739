import { ProblemError } from '@sluice/platform';
import { readOrderNumber } from './order-number-query';

function faultsOf(query: object): unknown {
  try {
    return readOrderNumber(query);
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).code).toBe('invalid-request');
    return (error as ProblemError).errors;
  }
}

describe('readOrderNumber', () => {
  it('reads the one parameter', () => {
    expect(readOrderNumber({ orderNumber: 'A-1' })).toBe('A-1');
  });

  it.each([
    [{}, 'is required'],
    [{ orderNumber: ['A-1', 'A-2'] }, 'has to be given once'],
    [{ orderNumber: '' }, 'must be 1 to 64 of A-Z a-z 0-9 . _ -'],
    [{ orderNumber: 'a b' }, 'must be 1 to 64 of A-Z a-z 0-9 . _ -'],
  ])('refuses %j', (query, detail) => {
    expect(faultsOf(query)).toEqual([{ pointer: '/orderNumber', detail }]);
  });

  it('refuses what it does not know', () => {
    expect(faultsOf({ orderNumber: 'A-1', 'a/b': '1' })).toEqual([
      { pointer: '/a~1b', detail: 'is not a known parameter' },
    ]);
  });
});
