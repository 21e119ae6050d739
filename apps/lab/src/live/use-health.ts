import { useEffect, useState } from 'preact/hooks';
import { type GatewayHealth, readHealth } from './gateway-health';
import { gatewayRoot } from './gateway-root';

const INTERVAL_MS = 1_500;
const PATIENCE_MS = 4_000;

/** Depths that the little chart shows: about two minutes. */
export const MOST_DEPTHS = 80;

export interface HealthHistory {
  health: GatewayHealth | undefined;
  depths: readonly number[];
  /** Whether the last question was not answered. */
  isSilent: boolean;
}

/** Asks for the gateway's health now and then, as long as the page can be seen. */
export function useHealth(): HealthHistory {
  const [history, setHistory] = useState<HealthHistory>(NOTHING_YET);
  useEffect(() => {
    const ending = new AbortController();
    const ask = async (): Promise<void> => {
      if (!document.hidden) {
        const health = await askHealth(ending.signal);
        if (!ending.signal.aborted) setHistory((before) => after(before, health));
      }
      if (!ending.signal.aborted) timer = window.setTimeout(() => void ask(), INTERVAL_MS);
    };
    let timer = 0;
    void ask();
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, []);
  return history;
}

const NOTHING_YET: HealthHistory = { health: undefined, depths: [], isSilent: false };

/** Undefined when no answer came; with all connections held, the question does not even leave. */
async function askHealth(ending: AbortSignal): Promise<GatewayHealth | undefined> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const answer = await fetch(new URL('health', gatewayRoot()), { signal, cache: 'no-store' });
    return readHealth(answer.status, await answer.json());
  } catch {
    return undefined;
  }
}

function after(before: HealthHistory, health: GatewayHealth | undefined): HealthHistory {
  if (!health) return { ...before, isSilent: true };
  const depths =
    health.queued === undefined
      ? before.depths
      : [...before.depths, health.queued].slice(-MOST_DEPTHS);
  return { health, depths, isSilent: false };
}
