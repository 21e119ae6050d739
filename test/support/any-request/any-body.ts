import fc from 'fast-check';
import { spelledJson } from '../spelled-json';

const GOOD_ITEM = { sku: 'book', quantity: 2, unitPrice: 1250 };

/** Bytes of a body; most are wrong somewhere. */
export const anyBody: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 4, arbitrary: goodOrder().map(toBytes) },
  { weight: 3, arbitrary: order().map(toBytes) },
  { weight: 2, arbitrary: batch().map(toBytes) },
  { weight: 2, arbitrary: oneOfOthers().map(toBytes) },
  { weight: 3, arbitrary: spelledJson.map(({ text }) => Buffer.from(text)) },
  { weight: 2, arbitrary: fc.tuple(order().map(toBytes), fc.nat(120)).map(cut) },
  { weight: 2, arbitrary: fc.tuple(order().map(toBytes), fc.nat(120), anyBytes()).map(spoil) },
  { weight: 1, arbitrary: anyBytes() },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\ufeff{}', 'null', '[]').map(Buffer.from) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('[', '{"a":').map((it) => Buffer.from(it.repeat(9_000))),
  },
);

function toBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function goodOrder() {
  return freshNumber().map((orderNumber) => ({ orderNumber, items: [GOOD_ITEM] }));
}

function order() {
  const text = fc.oneof(fc.constantFrom('A-1', 'é', '', '\0', '\u202e'), fc.string());
  const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(1, 1250, 1e300));
  const anything = fc.oneof(text, number, fc.constantFrom(null, true), fc.constant([]));
  const item = fc.record({ sku: text, quantity: number, unitPrice: number });
  return fc.record(
    {
      orderNumber: fc.oneof(freshNumber(), anything),
      items: fc.oneof(fc.constant([GOOD_ITEM]), fc.array(item, { maxLength: 4 }), anything),
      customerId: anything,
      currency: fc.oneof(fc.constant('EUR'), anything),
      notes: anything,
      callbackUrl: fc.oneof(fc.webUrl(), fc.constantFrom('http://127.0.0.1/', '//x'), anything),
    },
    { requiredKeys: ['orderNumber', 'items'] },
  );
}

function freshNumber() {
  return fc.uuid().map((id) => `any-${id}`);
}

function batch() {
  const orders = fc.array(fc.oneof(goodOrder(), order(), fc.constantFrom(null, 7, 'x', {})), {
    maxLength: 6,
  });
  return fc.record({ orders: fc.oneof(orders, fc.constantFrom(null, {}, 'x')) });
}

/** What the other calls take. */
function oneOfOthers() {
  const op = fc.constantFrom('replace', 'add', 'test', 'remove', 'move', 'x', null);
  const path = fc.constantFrom('/name', '/allow-custom-sso', '/members/0', '', '/~2', 7);
  const patch = fc.record({ op, path, value: fc.jsonValue() }, { requiredKeys: ['op'] });
  return fc.oneof(
    patch,
    fc.array(patch, { maxLength: 4 }),
    fc.record({ name: fc.string(), allowCustomSso: fc.jsonValue(), members: fc.jsonValue() }),
    fc.record({ concurrency: fc.jsonValue(), rateMax: fc.jsonValue() }, { requiredKeys: [] }),
  );
}

function anyBytes() {
  return fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
}

/** Ends anywhere, in the middle of a character too. */
function cut([bytes, at]: [Buffer, number]): Buffer {
  return bytes.subarray(0, at);
}

function spoil([bytes, at, noise]: [Buffer, number, Buffer]): Buffer {
  return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
}
