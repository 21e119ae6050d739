import type { SeededRandom } from '../random/seeded-random.ts';
import { dies, isBack } from '../cluster/member.ts';
import { WORKERS, type ClusterShape, type PlannedFault } from './fault.ts';

const CALM_MS = 2_000;
const PASSED_WITHIN_MS = 4_000;
const ORDERS_IN_HAND = 3;

/**
 * The last fault of every run: a worker dies with orders in its hands while nothing else is wrong,
 * so that the time to their settlement is that of the recovery alone.
 */
export function drawDrill(random: SeededRandom, shape: ClusterShape): Omit<PlannedFault, 'atMs'> {
  const target = random.pick(WORKERS(shape));
  return {
    name: 'recovery drill',
    category: 'kill',
    target,
    durationMs: CALM_MS + PASSED_WITHIN_MS,
    detail: `SIGKILL after beginning its order number ${ORDERS_IN_HAND}`,
    claims: [],
    async play({ cluster, sleep }) {
      await sleep(CALM_MS);
      const member = cluster.member(target);
      await isBack(member);
      const dying = dies(member, PASSED_WITHIN_MS);
      member.failpoints?.arm(`after-begin=kill@${ORDERS_IN_HAND}`);
      const died = await dying;
      member.failpoints?.disarm();
      return died;
    },
  };
}
