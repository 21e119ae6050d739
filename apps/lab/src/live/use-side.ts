import { SluiceProblem } from '@sluice/client';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Side } from './live-side';
import { KEY_WANTED } from './sync-side';
import { EMPTY_TALLY, type Tally } from './tally';

export interface RunningSide {
  tally: Tally;
  isRunning: boolean;
  start: (count: number, apiKey: string) => void;
  stop: () => void;
}

/** One side of the live section: runs at most once at a time. */
export function useSide(side: Side): RunningSide {
  const [tally, setTally] = useState<Tally>(EMPTY_TALLY);
  const [isRunning, setIsRunning] = useState(false);
  const ending = useRef(new AbortController());
  const stop = useCallback(() => ending.current.abort(), []);
  useEffect(() => stop, [stop]);

  const run = async (count: number, apiKey: string): Promise<void> => {
    ending.current = new AbortController();
    const { signal } = ending.current;
    setIsRunning(true);
    setTally(EMPTY_TALLY);
    try {
      await side({ count, apiKey, signal, report: setTally });
    } catch (error) {
      if (!signal.aborted) setTally((before) => ({ ...before, trouble: troubleOf(error) }));
      stop();
    }
    setIsRunning(false);
  };
  return { tally, isRunning, start: (count, apiKey) => void run(count, apiKey), stop };
}

function troubleOf(error: unknown): string {
  if (!(error instanceof SluiceProblem)) return 'No answer came from the gateway.';
  const isAboutKey = error.status === 401 || error.status === 403;
  return isAboutKey ? KEY_WANTED : `${error.status} ${error.code}: ${error.message}`;
}
