import { SubmitOrderRequest } from '@sluice/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { changedOrder } from '../../../../test/support/changed-order';
import { compileValidator } from './compile-validator';

const faultsOf = compileValidator(SubmitOrderRequest);

const item = (changes: object = {}) => ({ sku: 'book', quantity: 2, unitPrice: 1250, ...changes });
const order = (changes: object = {}) => ({ orderNumber: 'A-1', items: [item()], ...changes });

function isValidForClassValidator(value: object): boolean {
  const instance = plainToInstance(SubmitOrderRequest, structuredClone(value));
  const rules = { whitelist: true, forbidNonWhitelisted: true };
  return validateSync(instance, rules).length === 0;
}

describe('compileValidator of SubmitOrderRequest', () => {
  it('takes a minimal and a full order', () => {
    expect(faultsOf(order())).toBeNull();
    const all = { customerId: 'c', currency: 'EUR', notes: '', callbackUrl: 'https://a.example/x' };
    expect(faultsOf(order(all))).toBeNull();
  });

  it.each([
    ['a number that is out of range', { quantity: 0 }, '/items/0/quantity'],
    ['text for a number', { quantity: '2' }, '/items/0/quantity'],
    ['a fraction', { quantity: 1.5 }, '/items/0/quantity'],
  ])('says what an item may hold: %s', (_, changes, pointer) => {
    expect(faultsOf(order({ items: [item(changes)] }))).toEqual([
      { pointer, detail: 'must be an integer between 1 and 10000' },
    ]);
  });

  it.each([
    [{ items: [] }, '/items', 'must be an array of 1 to 100 items'],
    [{ items: {} }, '/items', 'must be an array of 1 to 100 items'],
    [{ items: [item(), 7] }, '/items/1', 'must be an object'],
    [{ items: [item({ unitPrice: undefined })] }, '/items/0/unitPrice', 'is required'],
    [{ orderNumber: undefined }, '/orderNumber', 'is required'],
    [{ orderNumber: 'a b' }, '/orderNumber', 'must be 1 to 64 of A-Z a-z 0-9 . _ -'],
    [{ currency: 'eur' }, '/currency', 'must be three capital letters'],
    [{ surprise: 1 }, '/surprise', 'is not a known member'],
    [{ 'a/b~c': 1 }, '/a~1b~0c', 'is not a known member'],
    [{ items: [item({ 'x/y': 1 })] }, '/items/0/x~1y', 'is not a known member'],
    [
      { callbackUrl: 'ftp://a.example' },
      '/callbackUrl',
      'must be an http(s) URL of at most 2048 characters',
    ],
  ])('points at what is wrong in %j', (changes, pointer, detail) => {
    expect(faultsOf(JSON.parse(JSON.stringify(order(changes))))).toEqual([{ pointer, detail }]);
  });

  it.each(['customerId', 'currency', 'notes', 'callbackUrl'])('refuses null for %s', (member) => {
    expect(faultsOf(order({ [member]: null }))).toMatchObject([{ pointer: `/${member}` }]);
  });

  it.each([null, 7, 'text', true, [], [order()]])('refuses %j for a whole order', (value) => {
    expect(faultsOf(value)).toEqual([{ pointer: '', detail: 'must be an object' }]);
  });

  it('tells one fault for each place, all at once', () => {
    const faults = faultsOf({ items: [item({ quantity: -0.5, sku: 7 })], notes: 1, more: 1 });
    expect(faults?.map(({ pointer }) => pointer).sort()).toEqual([
      '/items/0/quantity',
      '/items/0/sku',
      '/more',
      '/notes',
      '/orderNumber',
    ]);
  });

  it('tells an array that is too long alone, and never more than 50 faults', () => {
    expect(faultsOf(order({ items: Array(30_000).fill(7) }))).toEqual([
      { pointer: '/items', detail: 'must be an array of 1 to 100 items' },
    ]);
    expect(faultsOf(order({ items: Array(100).fill(7) }))).toHaveLength(50);
  });

  it('changes nothing in the value', () => {
    const value = order({ notes: 5, items: [item({ quantity: '2' })] });
    const before = structuredClone(value);
    faultsOf(value);
    expect(value).toEqual(before);
  });

  it('decides as class-validator does', () => {
    fc.assert(
      fc.property(changedOrder, (value) => {
        expect(faultsOf(value) === null).toBe(isValidForClassValidator(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is stricter than class-validator where that flattens nested arrays', () => {
    const nested = order({ items: [[item()]] });
    expect(isValidForClassValidator(nested)).toBe(true);
    expect(faultsOf(nested)).toEqual([{ pointer: '/items/0', detail: 'must be an object' }]);
  });
});
