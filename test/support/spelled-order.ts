import fc from 'fast-check';

/** A valid order in a spelling that a careless reader or writer on its way would change. */
export interface SpelledOrder {
  orderNumber: string;
  /** JSON text, with odd white space, escapes and numbers. */
  spelled: string;
  /** The JSON text with the same values that has to reach the backend. */
  expected: string;
}

const NOTES = /^[^\0\p{Cs}]{0,500}$/u;
const PRINTABLE = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]{1,64}$/u;

const TRAPS = [
  '__proto__',
  'constructor',
  'toString',
  'null',
  '</script>',
  '{"a":1}',
  '"\\"',
  'e\u0301 é',
  '👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '\u{10ffff}\u{10000}',
  'a%00b%0d%0a',
  '${1+1} {{7*7}}',
];
const UNPRINTABLE_TRAPS = [
  '\r\n{"level":"fatal"}\n',
  '\u2028\u2029',
  '\ufeff',
  '\u202e',
  '\x1b[2J',
];

const text = (pattern: RegExp, traps: string[]) =>
  fc
    .oneof(
      fc.constantFrom(...traps),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
    )
    .filter((value) => pattern.test(value));

const item = fc.record({
  sku: text(PRINTABLE, TRAPS),
  quantity: fc.integer({ min: 1, max: 10_000 }),
  unitPrice: fc.integer({ min: 0, max: 1_000_000_000 }),
});

const order = fc.record(
  {
    items: fc.array(item, { minLength: 1, maxLength: 5 }),
    customerId: text(PRINTABLE, TRAPS),
    currency: fc.constantFrom('EUR', 'XXX'),
    notes: text(NOTES, [...TRAPS, ...UNPRINTABLE_TRAPS]),
  },
  { requiredKeys: ['items'] },
);

const style = fc.infiniteStream(fc.nat(5));

/** Orders with numbers of their own, `<prefix>-0` and so on. */
export function sampleOrders(prefix: string, count: number, seed: number): SpelledOrder[] {
  const samples = fc.sample(fc.tuple(order, style), { numRuns: count, seed });
  return samples.map(([value, styles], i) => {
    const orderNumber = `${prefix}-${i}`;
    const numbered = i % 2 ? { orderNumber, ...value } : { ...value, orderNumber };
    const spelled = spell(numbered, () => styles.next().value as number);
    return { orderNumber, spelled, expected: JSON.stringify(numbered) };
  });
}

type Draw = () => number;

function spell(value: unknown, draw: Draw): string {
  if (typeof value === 'string') return spellText(value, draw);
  if (typeof value === 'number') return spellNumber(value, draw());
  if (Array.isArray(value)) return `[${value.map((it) => padded(spell(it, draw), draw)).join()}]`;
  const members = Object.entries(value as object).map(
    ([name, it]) => padded(spellText(name, draw), draw) + ':' + padded(spell(it, draw), draw),
  );
  return `{${members.join()}}`;
}

function padded(json: string, draw: Draw): string {
  const space = ['', '', '', ' ', '\n\t', '\r\n'][draw()] ?? '';
  return space + json + space;
}

function spellNumber(value: number, drawn: number): string {
  const spellings = [`${value}`, `${value}.0`, `${value}e0`, `${value * 10}E-1`, `${value}.00e+0`];
  return spellings[drawn] ?? String(value);
}

function spellText(value: string, draw: Draw): string {
  const units = JSON.stringify(value).slice(1, -1);
  const spelled = units.replace(/\\u[0-9a-f]{4}|\\.|[^\\]/gs, (unit) =>
    unit.length === 1 && draw() === 0 ? escaped(unit) : unit === '/' ? '\\/' : unit,
  );
  return `"${spelled}"`;
}

/** One half of a pair may be escaped only together with the other: it is, unit by unit, or not. */
function escaped(unit: string): string {
  if (/[\ud800-\udfff]/.test(unit)) return unit;
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
