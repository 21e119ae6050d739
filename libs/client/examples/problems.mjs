// What a refusal looks like, and a call that is given up.
import { SluiceClient, SluiceProblem } from '@sluice/client';

const [baseUrl = 'http://127.0.0.1:3000', apiKey] = process.argv.slice(2);
const client = new SluiceClient({ baseUrl, ...(apiKey ? { apiKey } : {}) });

try {
  await client.submit({ orderNumber: 'no spaces, please', items: [] });
} catch (error) {
  if (!(error instanceof SluiceProblem)) throw error;
  console.log(`${error.status} ${error.code}`);
  for (const { pointer, detail } of error.errors) console.log(`${pointer} ${detail}`);
}

try {
  await client.get('some-id', { signal: AbortSignal.abort() });
} catch (error) {
  console.log(error.name);
}
