// Queues an order and prints each state until its end.
import { SluiceClient } from '@sluice/client';

const [baseUrl = 'http://127.0.0.1:3000', apiKey] = process.argv.slice(2);
const client = new SluiceClient({ baseUrl, ...(apiKey ? { apiKey } : {}) });

const order = await client.submit({
  orderNumber: `track-${crypto.randomUUID()}`,
  items: [{ sku: 'book', quantity: 2, unitPrice: 1250 }],
});
console.log(`taken in as ${order.id}`);

for await (const { status, attempts } of client.track(order.id)) {
  console.log(`${status} after ${attempts} attempts`);
}
