/** The bytes that structure a JSON text. */
export const QUOTE = 0x22;
export const MINUS = 0x2d;
export const POINT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const COLON = 0x3a;
export const BACKSLASH = 0x5c;
export const UNDERSCORE = 0x5f;
export const LETTER_C = 0x63;
export const LETTER_E = 0x65;
export const LETTER_R = 0x72;
export const LETTER_U = 0x75;
/** Set in the code of every small letter, so that `byte | LOWER_CASE` folds capitals. */
export const LOWER_CASE = 0x20;

export const OTHER = 0;
export const STRING = 1;
export const NUMBER = 2;
export const OPEN = 3;
export const CLOSE = 4;
export const SPACE = 5;

/** What begins with a byte that stands outside of a string. */
export const BYTE_KINDS = new Uint8Array(256);
for (const [kind, characters] of [
  [STRING, '"'],
  [NUMBER, '-0123456789'],
  [OPEN, '{['],
  [CLOSE, '}]'],
  [SPACE, ' \t\r\n'],
] as const) {
  for (const character of characters) BYTE_KINDS[character.charCodeAt(0)] = kind;
}
