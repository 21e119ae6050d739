import { measureDrain } from '../drain/drain-measurement.ts';
import { sluiceWorker } from '../drain/worker.subject.ts';
import { BackendLedger } from '../measure/backend-ledger.ts';
import type { Resources } from '../measure/resources.ts';
import { flameTree } from './flame-tree.ts';
import type { FlameRun } from './flame.model.ts';
import { ProfiledApp } from './profiled-app.ts';

const WARM_UP_ORDERS = 1_000;

/** So many that the worker, not its waiting for the backend, is what takes the time. */
const AT_ONCE = 128;

/** The order-worker on a queue that is full already. */
export async function profileWorker(resources: Resources, orders: number): Promise<FlameRun> {
  const folder = await resources.folder();
  const app = new ProfiledApp('order-worker', folder);
  const stack = await resources.stack({
    dataDir: folder,
    profile: 'unbounded',
    env: { ORDER_CONCURRENCY: String(AT_ONCE) },
    nodeArgs: { 'order-worker': app.nodeArgs },
  });
  const subject = sluiceWorker(resources, stack, 'order-worker');
  const ledger = new BackendLedger(stack.backendUrl);
  await measureDrain(subject, ledger, WARM_UP_ORDERS, 0);
  const drain = () => measureDrain(subject, ledger, orders, 1);
  const { profile, cpuUs, result } = await app.during(
    stack.service('order-worker').pid ?? 0,
    drain,
  );
  return {
    app: 'order-worker',
    doing: `draining, ${AT_ONCE} orders at once`,
    orders,
    seconds: result.elapsedMs / 1_000,
    cpuUsPerOrder: cpuUs / orders,
    tree: flameTree(profile),
  };
}
