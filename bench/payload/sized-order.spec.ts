import { sizedOrderText } from './sized-order.ts';

interface Order {
  orderNumber: string;
  items: { sku: string }[];
}

describe.each([300, 1_000, 4_000, 16_000, 60_000])('an order of %i bytes', (bytes) => {
  const text = sizedOrderText(bytes)('order-1');
  const order = JSON.parse(text) as Order;

  it('has about that size', () => {
    expect(Buffer.byteLength(text)).toBeGreaterThan(bytes * 0.93);
    expect(Buffer.byteLength(text)).toBeLessThan(bytes * 1.07);
  });
  it("keeps to the contract's limits", () => {
    expect(order.items.length).toBeLessThanOrEqual(100);
    for (const { sku } of order.items) expect([...sku].length).toBeLessThanOrEqual(64);
  });
  it('holds its number once', () => {
    expect(text.split('order-1')).toHaveLength(2);
  });
});
