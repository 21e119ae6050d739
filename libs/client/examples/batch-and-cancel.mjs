// Submits several orders at once, one of them wrong, and tries to cancel one.
import { SluiceClient, SluiceProblem } from '@sluice/client';

const [baseUrl = 'http://127.0.0.1:3000', apiKey] = process.argv.slice(2);
const client = new SluiceClient({ baseUrl, ...(apiKey ? { apiKey } : {}) });

const run = crypto.randomUUID();
const orders = [1, 2, 0].map((quantity, index) => ({
  orderNumber: `batch-${run}-${index}`,
  items: [{ sku: 'book', quantity, unitPrice: 1250 }],
}));

const results = await client.batch(orders);
for (const result of results) {
  console.log(result.status, 'order' in result ? result.order.status : result.problem.code);
}

try {
  const cancelled = await client.cancel(results[0].order.id);
  console.log(cancelled.status);
} catch (error) {
  if (!(error instanceof SluiceProblem && error.code === 'order-not-cancellable')) throw error;
  console.log('too late to cancel');
}
