import { dies, isBack } from '../../cluster/member.ts';
import { GATEWAYS, WORKERS, type ClusterShape, type FaultKind } from '../fault.ts';

const PASSED_WITHIN_MS = 6_000;
const USUAL_RETURN_MS = 3_000;
const MOST_PASSES = 12;

function killingAt(point: string, targetsOf: (shape: ClusterShape) => string[]): FaultKind {
  return {
    name: `kill ${point.replaceAll('-', ' ')}`,
    category: 'failpoint',
    draw: (random, shape) => {
      const target = random.pick(targetsOf(shape));
      const pass = random.integer(1, MOST_PASSES);
      return {
        target,
        durationMs: USUAL_RETURN_MS,
        detail: `SIGKILL at pass ${pass} of ${point}`,
        claims: [target],
        async play({ cluster }) {
          const member = cluster.member(target);
          const dying = dies(member, PASSED_WITHIN_MS);
          member.failpoints?.arm(`${point}=kill@${pass}`);
          const died = await dying;
          member.failpoints?.disarm();
          if (died) await isBack(member);
          return died;
        },
      };
    },
  };
}

const BACKEND = () => ['mock-backend'];

/** Death at each of the six exact points, and of the gateway at those that the sync path passes. */
export const FAILPOINTS: FaultKind[] = [
  killingAt('after-accept', GATEWAYS),
  killingAt('after-pop', WORKERS),
  killingAt('after-begin', WORKERS),
  killingAt('before-post', WORKERS),
  killingAt('after-commit', BACKEND),
  killingAt('before-settle', WORKERS),
  { ...killingAt('before-post', GATEWAYS), name: 'kill before post (sync)' },
  { ...killingAt('before-settle', GATEWAYS), name: 'kill before settle (sync)' },
];
