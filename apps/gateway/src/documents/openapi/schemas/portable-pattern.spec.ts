import { NOTES_PATTERN, ORDER_NUMBER_PATTERN, PRINTABLE_PATTERN } from '@sluice/contracts';
import { portablePattern } from './portable-pattern';

describe('portablePattern', () => {
  it.each([PRINTABLE_PATTERN, NOTES_PATTERN, ORDER_NUMBER_PATTERN])(
    'means the same as %s',
    (it) => {
      const portable = new RegExp(portablePattern(it.source), 'u');
      const differing: string[] = [];
      for (let code = 0; code <= 0x10ffff; code++) {
        if (code >= 0xd800 && code <= 0xdfff) continue;
        const text = String.fromCodePoint(code);
        if (it.test(text) !== portable.test(text)) differing.push(code.toString(16));
      }
      expect(differing).toEqual([]);
    },
  );

  it('has nothing that other engines lack', () => {
    expect(portablePattern(PRINTABLE_PATTERN.source)).not.toContain('\\p');
    expect(portablePattern(NOTES_PATTERN.source)).toBe('^[^\\x00]{0,500}$');
  });
});
