import { validateSync } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { SubmitOrderRequest } from './order.request';

const order = (changes: object = {}) =>
  plainToInstance(SubmitOrderRequest, {
    orderNumber: 'A-1',
    items: [{ sku: 'book', quantity: 2, unitPrice: 1250 }],
    ...changes,
  });

const faultsOf = (changes: object) =>
  validateSync(order(changes), { whitelist: true, forbidNonWhitelisted: true }).map(
    (fault) => fault.property,
  );

describe('SubmitOrderRequest', () => {
  it('takes a minimal order', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    [{ orderNumber: 'a b' }, 'orderNumber'],
    [{ orderNumber: 'x'.repeat(65) }, 'orderNumber'],
    [{ items: [] }, 'items'],
    [{ items: [{ sku: 'book', quantity: 0, unitPrice: 1 }] }, 'items'],
    [{ items: [{ sku: 'tab\there', quantity: 1, unitPrice: 1 }] }, 'items'],
    [{ currency: 'eur' }, 'currency'],
    [{ notes: null }, 'notes'],
    [{ notes: 'nul\0' }, 'notes'],
    [{ notes: '\ud800' }, 'notes'],
    [{ notes: '😀'.repeat(501) }, 'notes'],
    [{ callbackUrl: 'ftp://example.org' }, 'callbackUrl'],
    [{ callbackUrl: 'http://exa mple.org' }, 'callbackUrl'],
    [{ surprise: 1 }, 'surprise'],
  ])('refuses %j', (changes, property) => {
    expect(faultsOf(changes)).toEqual([property]);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(faultsOf({ notes: '😀'.repeat(500) })).toEqual([]);
  });
});
