import fc from 'fast-check';

/** A JSON value with one particular spelling, and what it is made of. */
export type SpelledJson =
  | { kind: 'literal'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'string'; text: string; value: string }
  | { kind: 'array'; text: string; items: SpelledJson[] }
  | { kind: 'object'; text: string; members: SpelledMember[] };

export interface SpelledMember {
  key: string;
  value: SpelledJson;
}

const UNITS = ['a', 'Z', ' ', '/', '"', '\\', '\n', '\t', '\0', 'é', '€', '😀', '\ud800', '\udc00'];
const KEYS = [
  'a',
  'b',
  'c',
  '7',
  '',
  'a/b~c',
  'é',
  'callbackUrl',
  '__proto__',
  'constructor',
  'n\0',
];
const NUMBERS = ['0', '-0', '1.0', '1e2', '-1.5E-3', '1e400', '9007199254740993', '0.1', '1e-400'];
const SHORT_ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  '\n': 'n',
  '\t': 't',
};

const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r ');

function member(value: fc.Arbitrary<SpelledJson>) {
  return fc.tuple(spelledString(fc.constantFrom(...KEYS)), value, space, space);
}

function spelledString(value: fc.Arbitrary<string>) {
  const style = fc.array(fc.nat(3), { minLength: 12, maxLength: 12 });
  return fc.tuple(value, style).map(([text, styles]) => ({
    kind: 'string' as const,
    value: text,
    text: `"${text
      .split('')
      .map((unit, i) => spellUnit(text, unit, i, styles[i % 12] ?? 0))
      .join('')}"`,
  }));
}

/** Half of a pair may stand raw only beside its other half, a lone one and controls never. */
function spellUnit(text: string, unit: string, at: number, style: number): string {
  const isSurrogate = /[\ud800-\udfff]/.test(unit);
  const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
  const escaped = `\\u${at % 2 ? code : code.toUpperCase()}`;
  if (isSurrogate) return text.isWellFormed() && !text.includes('\\') ? unit : escaped;
  if (SHORT_ESCAPES[unit] && style < 2) return `\\${SHORT_ESCAPES[unit]}`;
  return style === 3 || unit < ' ' || unit === '"' || unit === '\\' ? escaped : unit;
}

function spellArray(items: [string, SpelledJson, string][]): SpelledJson {
  const text = items.map(([before, { text: item }, after]) => before + item + after).join(',');
  return { kind: 'array', text: `[${text}]`, items: items.map(([, item]) => item) };
}

type Member = [{ text: string; value: string }, SpelledJson, string, string];

function spellObject(members: Member[]): SpelledJson {
  const texts = members.map(
    ([key, { text }, before, after]) => `${key.text}${before}:${after}${text}`,
  );
  return {
    kind: 'object',
    text: `{${texts.join(',')}}`,
    members: members.map(([key, value]) => ({ key: key.value, value })),
  };
}

const scalar: fc.Arbitrary<SpelledJson> = fc.oneof(
  fc.constantFrom('null', 'true', 'false').map((text) => ({ kind: 'literal' as const, text })),
  fc
    .oneof(fc.constantFrom(...NUMBERS), fc.bigInt().map(String), fc.integer().map(String))
    .map((text) => ({ kind: 'number' as const, text })),
  spelledString(fc.array(fc.constantFrom(...UNITS), { maxLength: 5 }).map((all) => all.join(''))),
);

/** Any JSON text: odd white space, escapes, numbers, repeated and dangerous keys, broken Unicode. */
export const spelledJson: fc.Arbitrary<SpelledJson> = fc.letrec<{ node: SpelledJson }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(fc.tuple(space, tie('node'), space), { maxLength: 4 }).map(spellArray),
    fc.array(member(tie('node')), { maxLength: 5 }).map(spellObject),
  ),
})).node;
