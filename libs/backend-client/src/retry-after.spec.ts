import { LONGEST_RETRY_AFTER_MS, parseRetryAfterMs } from './retry-after';

const NOW_MS = Date.parse('2026-01-02T03:04:05Z');

describe('parseRetryAfterMs', () => {
  it.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
    ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
  ])('reads %j', (text, expected) => {
    expect(parseRetryAfterMs(text, NOW_MS)).toBe(expected);
  });

  it.each(['901', '999999999', '99999999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'is not put off for ever (%.30s)',
    (text) => {
      expect(parseRetryAfterMs(text, NOW_MS)).toBe(LONGEST_RETRY_AFTER_MS);
    },
  );

  it.each([undefined, '', '-1', '1.5', 'soon', '12 monkeys', '2026-01-02'])(
    'makes nothing of %j',
    (text) => {
      expect(parseRetryAfterMs(text, NOW_MS)).toBeUndefined();
    },
  );
});
