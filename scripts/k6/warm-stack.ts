import { MemoryWatch } from '../../bench/ladder/memory-watch.ts';
import { atMost } from '../../bench/measure/at-most.ts';
import { BackendLedger } from '../../bench/measure/backend-ledger.ts';
import { OrderClient } from '../../bench/measure/order-client.ts';
import { sampleOrderText } from '../../bench/measure/sample-order.ts';
import type { Stack, StackOptions } from '../stack/stack.ts';

const WARM_UP_ORDERS = 200;
const AT_ONCE = 50;

/**
 * What `npm run ladder` does around its runs: cold code would make the first of them slow, and the
 * garbage of the one before the next. A suite whose figures are held against it does the same.
 */
export class WarmStack {
  readonly nodeArgs: NonNullable<StackOptions['nodeArgs']>;
  private readonly watches: MemoryWatch[];
  private isWarm = false;

  constructor(folder: string) {
    const apps = ['gateway', 'order-worker', 'mock-backend'] as const;
    this.watches = apps.map((app) => new MemoryWatch(app, folder));
    this.nodeArgs = Object.fromEntries(this.watches.map(({ app, nodeArgs }) => [app, nodeArgs]));
  }

  /** Before each run, and before the ledger is emptied for it. */
  async prepare(stack: Stack): Promise<void> {
    if (!this.isWarm) await warmUp(stack);
    this.isWarm = true;
    for (const watch of this.watches) await watch.collect(stack.service(watch.app).pid ?? 0);
  }
}

async function warmUp({ gatewayUrls: [gatewayUrl = ''], backendUrl }: Stack): Promise<void> {
  const client = new OrderClient(gatewayUrl, AT_ONCE);
  const texts = (endpoint: string) =>
    Array.from({ length: WARM_UP_ORDERS }, (_, n) => sampleOrderText(`warm-up-${endpoint}-${n}`));
  try {
    for (const endpoint of ['sync', 'async']) {
      const path = `/v1/orders/${endpoint}`;
      await atMost(AT_ONCE, texts(endpoint), (text) => client.submit(path, text));
    }
    await new BackendLedger(backendUrl).reaches(2 * WARM_UP_ORDERS);
  } finally {
    await client.close();
  }
}
