import type { ProblemFault } from '@sluice/contracts';
import fc from 'fast-check';
import { spelledJson, type SpelledJson } from '../../../../../test/support/spelled-json';
import { ProblemError } from '../../problems/problem-error';
import { pointerTo } from './json-pointer';
import { readJson, type JsonText } from './read-json';

/** What the reader makes of a text: its value, or the pointers that it objects to. */
function read(text: string | Buffer): JsonText | { code: string; faults: ProblemFault[] } {
  try {
    return readJson(Buffer.from(text as string));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { code: error.code, faults: [...(error.errors ?? [])] };
  }
}

describe('readJson', () => {
  it('takes what is spelled as JSON.stringify would, as it is', () => {
    const text = '{"orderNumber":"A-1","items":[{"quantity":2,"note":"é"}],"n":-1.5}';
    expect(read(text)).toEqual({ value: JSON.parse(text), text, isCanonical: false });
    const plain = text.replace('-1.5', '-15');
    expect(read(plain)).toEqual({ value: JSON.parse(plain), text: plain, isCanonical: true });
  });

  it.each(['{"a": 1}', '{"b":1,"7":2}', '[1.0]', '[-0]', '[1e2]', '["\\/"]', '["\\u0061"]'])(
    'takes %s, but knows that JSON.stringify spells it otherwise',
    (text) => expect(read(text)).toEqual({ value: JSON.parse(text), text, isCanonical: false }),
  );

  it.each(['', ' ', '{', '{"a":1}x', "{'a':1}", '[1,]', 'NaN', '\ufeff{}', '"a\nb"', '01'])(
    'refuses %j, which is no JSON',
    (text) => expect(read(text)).toEqual({ code: 'invalid-json', faults: [] }),
  );

  it.each([[[0xff]], [[0x22, 0xc3, 0x28, 0x22]], [[0x22, 0xed, 0xa0, 0x80, 0x22]], [[0xc0, 0x80]]])(
    'refuses the bytes %j, which are not UTF-8',
    (bytes) => {
      const faults = [{ pointer: '', detail: 'must be encoded in UTF-8' }];
      expect(read(Buffer.from(bytes))).toEqual({ code: 'invalid-request', faults });
    },
  );

  it.each([
    ['{"a":1,"b":{"c":1,"c":1}}', '/b/c', 'must be given only once'],
    ['{"a":1,"\\u0061":2}', '/a', 'must be given only once'],
    ['{"a/b":1,"a\\/b":2}', '/a~1b', 'must be given only once'],
    ['[{"__proto__":{}}]', '/0/__proto__', 'is not allowed as a key'],
    ['{"const\\u0072uctor":1}', '/constructor', 'is not allowed as a key'],
    ['{"a/b":{"m~n":1e400}}', '/a~1b/m~0n', 'is a number that would be rounded'],
    ['[0,[12345678901234567890]]', '/1/0', 'is a number that would be rounded'],
    ['{"s":"a\\u0000"}', '/s', 'must not contain NUL'],
    ['{"s":["\\udc00\\ud800"]}', '/s/0', 'must not contain a lone surrogate'],
    ['"\\ud83d"', '', 'must not contain a lone surrogate'],
  ])('refuses %s', (text, pointer, detail) => {
    expect(read(text)).toEqual({ code: 'invalid-request', faults: [{ pointer, detail }] });
  });

  it('tells all faults of a body, in their order', () => {
    const { faults } = read('{"a":1e999,"b":"\\u0000","a":2}') as { faults: ProblemFault[] };
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/a', '/b', '/a']);
  });

  it('tells at most 20 faults', () => {
    const { faults } = read(`[${'1e999,'.repeat(1_000)}1]`) as { faults: ProblemFault[] };
    expect(faults).toHaveLength(20);
  });

  it('takes 32 levels and no more', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(read(nested(32))).toMatchObject({ isCanonical: true });
    const detail = 'is nested deeper than 32 levels';
    const fault = { pointer: '/0'.repeat(32), detail };
    expect(read(nested(33))).toEqual({ code: 'invalid-request', faults: [fault] });
    expect(read(nested(30_000))).toEqual({ code: 'invalid-request', faults: [fault] });
  });

  it('takes pairs of surrogates, however they are spelled', () => {
    expect(read('["😀","\\ud83d\\ude00"]')).toMatchObject({ value: ['😀', '😀'] });
  });

  it('objects exactly to what the spelling holds', () => {
    fc.assert(fc.property(spelledJson, holdsToItsSpelling), { numRuns: 2_000 });
  });

  it.each([
    ['an object of very many keys', wideObject(40_000)],
    ['very many small objects', `[${'{"a":1},'.repeat(100_000)}{}]`],
    ['a long text of escapes', JSON.stringify('"\\'.repeat(200_000))],
    ['a long number', `[0.${'0'.repeat(500_000)}]`],
    ['much white space after keys', `{"a"${' '.repeat(900_000)}:1}`],
  ])('reads %s in linear time', (_, text) => {
    const startedAtMs = performance.now();
    expect(read(text)).toHaveProperty('value');
    expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  });
});

function wideObject(keys: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, i) => [`key${i}`, i])));
}

function holdsToItsSpelling(json: SpelledJson): void {
  const pointers = [...new Set(objections(json, ''))].sort();
  const result = read(json.text);
  if ('faults' in result) {
    const told = [...new Set(result.faults.map(({ pointer }) => pointer))].sort();
    if (result.faults.length < 20) expect(told).toEqual(pointers);
    else expect(pointers).toEqual(expect.arrayContaining(told));
    return;
  }
  expect(pointers).toEqual([]);
  expect(result.value).toEqual(JSON.parse(json.text));
  if (result.isCanonical) expect(result.text).toBe(JSON.stringify(result.value));
}

/** The slow way: over the pieces that the text was made of, without reading it. */
function objections(json: SpelledJson, pointer: string): string[] {
  switch (json.kind) {
    case 'literal':
      return [];
    case 'number':
      return isKept(json.text) ? [] : [pointer];
    case 'string':
      return isBroken(json.value) ? [pointer] : [];
    case 'array':
      return json.items.flatMap((item, at) => objections(item, pointerTo(pointer, at)));
    case 'object':
      return json.members.flatMap(({ key, value }, at) => {
        const own = pointerTo(pointer, key);
        const isRepeated = json.members.slice(0, at).some((earlier) => earlier.key === key);
        const isDangerous = ['__proto__', 'constructor'].includes(key);
        const isRefused = isRepeated || isDangerous || isBroken(key);
        return [...(isRefused ? [own] : []), ...objections(value, own)];
      });
  }
}

const isBroken = (text: string) => text.includes('\0') || encodeURIComponentFails(text);

function encodeURIComponentFails(text: string): boolean {
  try {
    encodeURIComponent(text);
    return false;
  } catch {
    return true;
  }
}

/** Exact, over integers: both decimals scaled by the same power of ten. */
function isKept(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && scaled(text) === scaled(String(value));
}

function scaled(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(Number(exponent) - fraction.length + 1_000);
}
