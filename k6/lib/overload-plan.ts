/** The timetable of the overload, for those who send it and those who judge it. */
export const OVERLOAD = {
  /** 16 at once, 50 ms each. */
  capacityPerSecond: 320,
  queueLimit: 5_000,
  calmShare: 0.5,
  /** Shares of the capacity at the end of each stage. */
  stages: [
    { share: 0.5, seconds: 5 },
    { share: 10, seconds: 5 },
    { share: 10, seconds: 5 },
    { share: 0.2, seconds: 5 },
    { share: 0.2, seconds: 30 },
  ],
} as const;

export type OverloadPhase = 'before' | 'overload' | 'after';

const [CALM, UP, HEIGHT, DOWN, REST] = OVERLOAD.stages;

/** When the rate begins to rise, and when it is down again, in seconds from the beginning. */
export const OVERLOAD_FROM_S = CALM.seconds;
export const OVERLOAD_TO_S = CALM.seconds + UP.seconds + HEIGHT.seconds + DOWN.seconds;

export function overloadSeconds(): number {
  return OVERLOAD_TO_S + REST.seconds;
}

export function overloadPhase(atS: number): OverloadPhase {
  if (atS < OVERLOAD_FROM_S) return 'before';
  return atS < OVERLOAD_TO_S ? 'overload' : 'after';
}
