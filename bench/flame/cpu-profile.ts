/** The part of V8's CPU profile that is read here (`.cpuprofile`). */
export interface CpuProfile {
  nodes: ProfileNode[];
  /** The node that each sample found on top of the stack. */
  samples: number[];
  /** Time from the sample before, in µs. */
  timeDeltas: number[];
}

export interface ProfileNode {
  id: number;
  callFrame: CallFrame;
  children?: number[];
}

export interface CallFrame {
  functionName: string;
  /** Empty for what V8 does itself and for functions that it brings along. */
  url: string;
}

/** Time in each node itself, in µs. A sample stands for the time until the next one. */
export function selfTimes({ samples, timeDeltas }: CpuProfile): Map<number, number> {
  const times = new Map<number, number>();
  for (const [index, id] of samples.entries()) {
    const untilNextUs = Math.max(0, timeDeltas[index + 1] ?? 0);
    times.set(id, (times.get(id) ?? 0) + untilNextUs);
  }
  return times;
}
