import fc from 'fast-check';

type Members = Record<string, unknown>;

/** Texts at the edges of the contract's rules, and what commonly slips through. */
const TEXTS = [
  '',
  'A-1',
  'EUR',
  'eur',
  'a b',
  'x'.repeat(64),
  'x'.repeat(65),
  '😀'.repeat(64),
  '😀'.repeat(65),
  'é'.repeat(500),
  'é'.repeat(501),
  'tab\there',
  'nul\0',
  'zero\u200bwidth',
  'line\u2028end',
  'private\ue000',
  '\ud800',
  'https://a.example/x?y=1#z',
  'HTTP://a.example',
  'https://',
  'ftp://a.example',
  `https://a.example/${'p'.repeat(2030)}`,
  `https://a.example/${'p'.repeat(2031)}`,
];
const NUMBERS = [-1, -0, 0, 1, 2, 1.5, 10_000, 10_001, 1_000_000_000, 1_000_000_001, 1e300];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 70 }));
const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.double({ noNaN: true }));
const plain = fc.oneof(text, number, fc.constantFrom<unknown>(null, true, false));
const element = fc.oneof(plain, fc.dictionary(fc.constantFrom('sku', 'a'), plain));
const anything = fc.oneof(element, fc.constant([]));

const item: fc.Arbitrary<Members> = fc.record({
  sku: fc.constantFrom('book', 'pen'),
  quantity: fc.integer({ min: 1, max: 10_000 }),
  unitPrice: fc.integer({ min: 0, max: 1_000_000_000 }),
});
const optional: Members = {
  customerId: 'c-7',
  currency: 'EUR',
  notes: 'two\nlines',
  callbackUrl: 'https://a.example/x',
};
const validOrder: fc.Arbitrary<Members> = fc
  .tuple(fc.array(item, { minLength: 1, maxLength: 3 }), fc.subarray(Object.entries(optional)))
  .map(([items, others]) => ({ orderNumber: 'A-1', items, ...Object.fromEntries(others) }));

/** Neither of Object.prototype's names: class-validator takes `hasOwnProperty` for a known member. */
const strangeName = fc.constantFrom('surprise', 'Items', 'order number', 'a/b', '', '0');

const change = (names: readonly string[]) =>
  fc.tuple(fc.oneof(fc.constantFrom(...names), strangeName), fc.option(anything, { freq: 4 }));

const changeOrder = change(['orderNumber', 'items', ...Object.keys(optional)]);
const changeItem = change(['sku', 'quantity', 'unitPrice']);

/** Orders of which a member of the order and one of an item may be replaced, removed or added. */
export const changedOrder: fc.Arbitrary<Members> = fc
  .tuple(
    validOrder,
    fc.array(changeOrder, { maxLength: 1 }),
    fc.array(changeItem, { maxLength: 1 }),
    // No array among the items: class-validator flattens them.
    fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: element }),
  )
  .map(([order, ofOrder, ofItem, element]) => {
    const [first, ...others] = order['items'] as Members[];
    const items = [changed(first ?? {}, ofItem), ...others, ...(element === null ? [] : [element])];
    return changed({ ...order, items }, ofOrder);
  });

function changed(members: Members, changes: [string, unknown][]): Members {
  const result = { ...members };
  for (const [name, value] of changes) {
    result[name] = value === null && name in result ? undefined : value;
  }
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined));
}
