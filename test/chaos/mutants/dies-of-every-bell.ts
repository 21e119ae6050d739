import { isBack } from '../cluster/member.ts';
import type { Stage } from '../faults/fault.ts';

/** Time for two stalls: Bull's lock of 5 s, its look every 2.5 s, and a start, each twice. */
const POISONOUS_MS = 30_000;

/** A worker dies of every bell that it is handed, before it begins anything, each time that it is back. */
export async function diesOfEveryBell({ cluster, sleep }: Stage): Promise<void> {
  const [worker] = cluster.workers;
  if (!worker) return;
  worker.failpoints?.arm('after-pop=kill@*');
  // It may be awake by an earlier bell.
  worker.service.kill('SIGKILL');
  await sleep(POISONOUS_MS);
  worker.failpoints?.disarm();
  await isBack(worker);
}
