import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setProfile, type Stack } from '../../scripts/stack/stack.ts';
import { BackendLedger } from '../measure/backend-ledger.ts';
import { UsageError } from '../measure/cli-options.ts';
import { OrderClient } from '../measure/order-client.ts';
import type { Resources } from '../measure/resources.ts';
import { MemoryWatch } from './memory-watch.ts';
import { MAX_AT_ONCE } from './published-figures.ts';

/** The fixed limiter of the worker, as in the profiles' pools of workers. */
export const WORKER_CONCURRENCY = 16;

/** A whole stack with probes in its apps, and the ladder's ways into it. */
export class LadderStack {
  readonly ledger: BackendLedger;
  readonly client: OrderClient;
  readonly gatewayMemory: MemoryWatch;
  readonly #stack: Stack;
  readonly #watches: MemoryWatch[];

  constructor(stack: Stack, watches: MemoryWatch[], gatewayMemory: MemoryWatch) {
    this.#stack = stack;
    this.#watches = watches;
    this.gatewayMemory = gatewayMemory;
    this.ledger = new BackendLedger(stack.backendUrl);
    this.client = new OrderClient(stack.gatewayUrls[0] ?? '', MAX_AT_ONCE);
  }

  /**
   * The same start for every run: an empty ledger, open connections, and no garbage of the run
   * before in anybody's heap, the sender's included.
   */
  async prepareRun(): Promise<void> {
    await this.ledger.reset();
    await this.client.warmUp();
    for (const watch of this.#watches) await this.#collect(watch);
    collectOwnGarbage();
  }

  /** After a run: the probe writes at once what it has noted when it is asked to collect. */
  flushMemory(): Promise<void> {
    return this.#collect(this.gatewayMemory);
  }

  #collect(watch: MemoryWatch): Promise<void> {
    return watch.collect(this.#stack.service(watch.app).pid ?? 0);
  }
}

/** The gateway's sync pool is as wide as the ladder: a smaller one would hide the collapse. */
export async function startLadderStack(
  resources: Resources,
  profile: string,
): Promise<LadderStack> {
  const folder = await resources.folder();
  const gateway = new MemoryWatch('gateway', folder);
  const worker = new MemoryWatch('order-worker', folder);
  const backend = new MemoryWatch('mock-backend', folder);
  const watches = [gateway, worker, backend];
  const stack = await resources.stack({
    dataDir: join(folder, 'stack'),
    env: {
      SYNC_MAX_IN_FLIGHT: String(MAX_AT_ONCE),
      ORDER_CONCURRENCY: String(WORKER_CONCURRENCY),
    },
    nodeArgs: Object.fromEntries(watches.map(({ app, nodeArgs }) => [app, nodeArgs])),
  });
  await chooseProfile(stack.backendUrl, profile);
  const ladderStack = new LadderStack(stack, watches, gateway);
  resources.keep(() => ladderStack.client.close());
  return ladderStack;
}

/** @throws UsageError for a name that the backend does not know. */
async function chooseProfile(backendUrl: string, profile: string): Promise<void> {
  try {
    await setProfile(backendUrl, profile);
  } catch (error) {
    throw new UsageError(`--profile ${profile}: ${(error as Error).message}`);
  }
}

/** Without a flag for whoever starts the ladder to remember. */
function collectOwnGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
