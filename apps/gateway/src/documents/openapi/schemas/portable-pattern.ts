/** Planes in which general categories have characters of their own; the rest is private or empty. */
const PLANES: readonly (readonly [number, number])[] = [
  [0x0, 0x1ffff],
  [0xe0000, 0xeffff],
];

const PRIVATE_PLANES = '\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}';

/** Not a character: no text that is well-formed holds one, and few engines can say it. */
const SURROGATES = 'Cs';

/**
 * A pattern without `\p{…}`, which many of the engines lack that read a published schema: general
 * categories are spelled out as ranges.
 */
export function portablePattern(source: string): string {
  return source
    .replace(/\\p\{(\w+)\}/g, (_, category: string) => rangesOf(category))
    .replaceAll('\\0', '\\x00');
}

function rangesOf(category: string): string {
  if (category === SURROGATES) return '';
  const isMember = new RegExp(`^\\p{${category}}$`, 'u');
  const ranges = PLANES.flatMap(([first, last]) => rangesWithin(first, last, isMember));
  return ranges.join('') + (category === 'Co' ? PRIVATE_PLANES : '');
}

function rangesWithin(first: number, last: number, isMember: RegExp): string[] {
  const ranges: string[] = [];
  let start: number | undefined;
  for (let code = first; code <= last + 1; code++) {
    const isIn = code <= last && isMember.test(String.fromCodePoint(code));
    if (isIn) start ??= code;
    else if (start !== undefined) {
      ranges.push(range(start, code - 1));
      start = undefined;
    }
  }
  return ranges;
}

function range(first: number, last: number): string {
  return first === last ? escape(first) : `${escape(first)}-${escape(last)}`;
}

/** Beyond the basic plane only the character itself is understood everywhere. */
function escape(code: number): string {
  return code > 0xffff
    ? String.fromCodePoint(code)
    : String.raw`\u${code.toString(16).padStart(4, '0')}`;
}
