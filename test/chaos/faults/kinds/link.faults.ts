import { PASS, type LinkMode } from '../../proxy/link-mode.ts';
import type { SeededRandom } from '../../random/seeded-random.ts';
import { GATEWAYS, WORKERS, type ClusterShape, type FaultKind } from '../fault.ts';

function drawMode(random: SeededRandom): LinkMode {
  return random.pick<LinkMode>([
    { kind: 'blackhole', direction: 'both' },
    { kind: 'blackhole', direction: random.pick(['requests', 'replies']) },
    { kind: 'drop-reply' },
    { kind: 'half-open' },
    { kind: 'hold' },
    { kind: 'reset' },
    { kind: 'refuse' },
    { kind: 'slow', latencyMs: random.integer(20, 300), bytesPerSecond: 200_000 },
  ]);
}

function nameOf(mode: LinkMode): string {
  if (mode.kind === 'blackhole') return `blackhole (${mode.direction})`;
  return mode.kind === 'slow' ? `slow (${mode.latencyMs} ms)` : mode.kind;
}

function disturbing(
  side: 'gateway' | 'worker',
  to: 'redis' | 'backend',
  membersOf: (shape: ClusterShape) => string[],
): FaultKind {
  return {
    name: `${side} ↔ ${to}`,
    category: 'link',
    draw: (random, shape) => {
      const all = membersOf(shape);
      const members = random.chance(0.4) ? all : [random.pick(all)];
      const mode = drawMode(random);
      const durationMs = random.integer(2, 8) * 1_000;
      return {
        target: members.join(', '),
        durationMs,
        detail: `${nameOf(mode)} for ${durationMs / 1_000} s`,
        claims: members.map((member) => `${member} ↔ ${to}`),
        async play({ cluster, sleep }) {
          const links = members.flatMap((member) => cluster.member(member).links[to] ?? []);
          await Promise.all(links.map((link) => link.setMode(mode)));
          await sleep(durationMs);
          await Promise.all(links.map((link) => link.setMode(PASS)));
          return true;
        },
      };
    },
  };
}

export const LINK_FAULTS: FaultKind[] = [
  disturbing('gateway', 'redis', GATEWAYS),
  disturbing('worker', 'redis', WORKERS),
  disturbing('gateway', 'backend', GATEWAYS),
  disturbing('worker', 'backend', WORKERS),
];
