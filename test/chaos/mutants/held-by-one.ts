import { dies, isBack } from '../cluster/member.ts';
import type { Stage } from '../faults/fault.ts';

const FIRST_DEATH_WITHIN_MS = 6_000;
/** Time for two stalls: Bull's lock of 5 s, its look every 2.5 s, and a start, each twice. */
const POISONOUS_MS = 24_000;

/**
 * A worker dies of a job between its pop and its beginning, and then each time that it is handed
 * the orders again which it held just then.
 */
export async function heldByOne({ cluster, sleep }: Stage): Promise<void> {
  const [worker] = cluster.workers;
  if (!worker) return;
  const dying = dies(worker, FIRST_DEATH_WITHIN_MS);
  worker.failpoints?.arm('after-pop=kill@3');
  await dying;
  const { orderIds } = await cluster.probe.heldOrders();
  worker.failpoints?.arm(orderIds.map((id) => `after-pop=kill@*~${id}`).join(';'));
  await sleep(POISONOUS_MS);
  worker.failpoints?.disarm();
  await isBack(worker);
}
