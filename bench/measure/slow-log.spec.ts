import { slowestScript } from './slow-log.ts';

describe('slowestScript', () => {
  it('finds the longest script, and nothing that is none', () => {
    const log = [
      [3, 1_700_000_000, 1_200, ['evalsha', 'abc', '1', '{sluice:0}'], '127.0.0.1:1', ''],
      [2, 1_700_000_000, 900_000, ['FLUSHALL'], '127.0.0.1:1', ''],
      [1, 1_700_000_000, 4_700, ['EVAL', 'return 1', '0'], '127.0.0.1:1', ''],
    ];
    expect(slowestScript(log)).toEqual({ ms: 4.7, text: 'EVAL return 1 0' });
  });
  it('knows when there is none', () => {
    expect(slowestScript([[1, 1_700_000_000, 900, ['SAVE']]])).toBeUndefined();
  });
});
