import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { playedOn } from './played-on';

/** How far a run has been played. */
export interface Player {
  status: 'idle' | 'running' | 'done';
  /** The run's own time. */
  tMs: number;

  start: () => void;
  reset: () => void;
}

const wantsNoMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Plays the time of a run, `speed` times as fast as time goes; whoever prefers reduced motion gets its
 * end at once, and so does everybody at infinite speed.
 */
export function usePlayer(lengthMs: number, speed: number): Player {
  const [status, setStatus] = useState<Player['status']>('idle');
  const [tMs, setTMs] = useState(0);
  const speedNow = useRef(speed);
  speedNow.current = speed;

  useEffect(() => {
    if (status !== 'running') return;
    return eachFrame((passedMs) => {
      const pace = wantsNoMotion() ? Infinity : speedNow.current;
      setTMs((before) => playedOn(before, passedMs, pace, lengthMs));
    });
  }, [status, lengthMs]);

  useEffect(() => {
    if (status === 'running' && tMs >= lengthMs) setStatus('done');
  }, [status, tMs, lengthMs]);

  const begin = useCallback((next: Player['status']) => {
    setTMs(0);
    setStatus(next);
  }, []);
  return { status, tMs, start: () => begin('running'), reset: () => begin('idle') };
}

/** Calls with the time since the last call, in ms, until the function that it gives is called. */
function eachFrame(act: (passedMs: number) => void): () => void {
  let before = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    frame = requestAnimationFrame(next);
    act(Math.max(0, now - before));
    before = now;
  });
  return () => cancelAnimationFrame(frame);
}
