import { isBack } from '../../cluster/member.ts';
import { GATEWAYS, WORKERS, type ClusterShape, type FaultKind, type Stage } from '../fault.ts';

const USUAL_RETURN_MS = 2_500;

function killing(name: string, targetsOf: (shape: ClusterShape) => string[]): FaultKind {
  return {
    name,
    category: 'kill',
    draw: (random, shape) => {
      const target = random.pick(targetsOf(shape));
      return {
        target,
        durationMs: USUAL_RETURN_MS,
        detail: 'SIGKILL at a random moment',
        claims: [target],
        play: (stage) => kill(stage, target),
      };
    },
  };
}

async function kill({ cluster }: Stage, target: string): Promise<boolean> {
  const member = cluster.member(target);
  if (!member.service.running) return false;
  member.service.kill('SIGKILL');
  await isBack(member);
  return true;
}

export const KILLS: FaultKind[] = [
  killing('kill gateway', GATEWAYS),
  killing('kill worker', WORKERS),
  killing('kill backend', () => ['mock-backend']),
  killing('kill redis', () => ['redis']),
];
