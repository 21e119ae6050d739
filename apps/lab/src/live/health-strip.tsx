import type { ComponentChildren, JSX } from 'preact';
import { secondsText } from '../page/duration-text';
import { DepthChart } from './depth-chart';
import type { GatewayHealth } from './gateway-health';
import type { HealthHistory } from './use-health';

const UNKNOWN = '--';

/** How this gateway is, read anew all the time. */
export function HealthStrip({ health, depths, isSilent }: HealthHistory): JSX.Element {
  return (
    <div class="health">
      <p class="health-state">
        <Verdict health={health} isSilent={isSilent} />
      </p>
      <dl class="tiles">
        {tilesOf(health).map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {more !== undefined && <small> {more}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <DepthChart depths={depths} />
    </div>
  );
}

function Verdict({ health, isSilent }: Omit<HealthHistory, 'depths'>): JSX.Element {
  const [mood, text] = verdictOf(health, isSilent);
  return (
    <>
      <i class={`dot dot-${mood}`} aria-hidden="true" /> <code>GET /health</code> {text}
    </>
  );
}

function verdictOf(health: GatewayHealth | undefined, isSilent: boolean): [string, string] {
  if (isSilent) return ['bad', 'gets no answer; the figures are old'];
  if (!health) return ['idle', 'is being asked'];
  return health.isWell ? ['good', 'answers 200: all is well'] : ['bad', 'answers 503: not well'];
}

type Tile = readonly [name: string, value: ComponentChildren, more?: string | undefined];

function tilesOf(health: GatewayHealth | undefined): Tile[] {
  const { queued, processing, oldestAgeMs, drainPerSecond, syncInUse, workers } = health ?? {};
  const breakers = health?.breakers ?? [];
  const tiles: Tile[] = [
    ['Queued', queued ?? UNKNOWN, health?.isPaused ? 'paused' : undefined],
    ['Being worked on', processing ?? UNKNOWN],
    ['Oldest waits', oldestAgeMs === undefined ? UNKNOWN : secondsText(oldestAgeMs)],
    ['Drain rate', drainPerSecond ?? UNKNOWN, 'per second'],
    ['Sync pool in use', syncInUse ?? UNKNOWN, `of ${health?.syncCapacity ?? UNKNOWN}`],
    ['Workers', workers ?? UNKNOWN],
    ['Backend breaker', breakers.length === 0 ? UNKNOWN : breakers.join(', ')],
  ];
  return tiles;
}
