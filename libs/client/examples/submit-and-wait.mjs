// Submits an order and waits for its outcome, ten seconds at most.
import { isTerminal, SluiceClient } from '@sluice/client';

const [baseUrl = 'http://127.0.0.1:3000', apiKey] = process.argv.slice(2);
const client = new SluiceClient({ baseUrl, ...(apiKey ? { apiKey } : {}) });

const order = await client.submitAndWait(
  {
    orderNumber: `wait-${crypto.randomUUID()}`,
    items: [{ sku: 'pen', quantity: 1, unitPrice: 300 }],
  },
  { waitS: 10 },
);
console.log(isTerminal(order.status) ? `it ended ${order.status}` : `still ${order.status}`);

const same = await client.findByNumber(order.orderNumber);
console.log(`found again: ${same?.id === order.id}`);
