/** How far a run is after so much time more; no time at all is enough at infinite speed. */
export function playedOn(tMs: number, passedMs: number, speed: number, lengthMs: number): number {
  return speed === Infinity ? lengthMs : Math.min(lengthMs, tMs + passedMs * speed);
}
