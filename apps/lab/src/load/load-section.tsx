import { type Pattern, Playback, type Scenario, simulate, totalsOf } from '@sluice/simulation';
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { Section } from '../page/section';
import { type Player, usePlayer } from '../page/use-player';
import { LoadControls } from './load-controls';
import { LoadPanel } from './load-panel';
import { DEFAULT_LOAD } from './load-scenario';

const DEFAULT_SPEED = 20;

const LEAD =
  'Calls arrive within a few seconds. The synchronous gateway gives each a thread until the backend has answered, the asynchronous one a place in a queue. The backend behind both is the same. Watch what becomes of the calls, then change the numbers.';

/** A burst meets both gateways. */
export function LoadSection(): JSX.Element {
  const [scenario, setScenario] = useState<Scenario>(DEFAULT_LOAD);
  const [speed, setSpeed] = useState(DEFAULT_SPEED);
  const sync = useSide('sync', scenario, speed);
  const async = useSide('async', scenario, speed);
  const sides = [sync, async];
  const eachPlayer = (act: (player: Player) => void) => sides.forEach((side) => act(side.player));
  return (
    <Section id="load" kicker="Load simulation" title="A burst of calls" lead={LEAD}>
      <LoadControls
        scenario={scenario}
        speed={speed}
        isRunning={sides.some(({ player }) => player.status === 'running')}
        onScenario={(changed) => {
          setScenario(changed);
          eachPlayer((player) => player.reset());
        }}
        onSpeed={setSpeed}
        onRun={() => eachPlayer((player) => player.start())}
        onStop={() => eachPlayer((player) => player.reset())}
      />
      <div class="pair">
        {sides.map(({ playback, player, endedAtMs }) => (
          <LoadPanel
            key={playback.run.pattern}
            run={playback.run}
            state={playback.stateAt(player.status === 'idle' ? -1 : player.tMs)}
            status={player.status}
            tMs={Math.min(player.tMs, endedAtMs)}
          />
        ))}
      </div>
    </Section>
  );
}

/** The run goes on until the backend is idle again; its total time ends with its last outcome. */
function useSide(
  pattern: Pattern,
  scenario: Scenario,
  speed: number,
): { playback: Playback; player: Player; endedAtMs: number } {
  const playback = useMemo(() => new Playback(simulate(pattern, scenario)), [pattern, scenario]);
  const { endedAtMs, backendFreeAtMs } = useMemo(() => totalsOf(playback.run), [playback]);
  const player = usePlayer(Math.max(endedAtMs, backendFreeAtMs), speed);
  return { playback, player, endedAtMs };
}
