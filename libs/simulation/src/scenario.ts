/** A burst of calls and what meets it; one object for both patterns, so that they can be compared. */
export interface Scenario {
  /** Number of calls in the burst. */
  calls: number;
  /** They arrive evenly spread over this time; 0: all at once. */
  arrivalWindowMs: number;
  /** How long the backend works on one call. */
  backendLatencyMs: number;
  /** How many calls the backend works on at once. */
  backendWorkers: number;
  /** Synchronous: calls that the gateway can hold open at once. */
  threads: number;
  /** Synchronous: a call held this long is given up. */
  upstreamTimeoutMs: number;
  /** Asynchronous: calls that may wait, those being worked on not counted. */
  queueLimit: number;
  /** Asynchronous: a call not begun within this time expires. */
  ttlMs: number;
  /** Asynchronous: how often each client asks for its outcome. */
  pollIntervalMs: number;
}

const A_DAY_MS = 86_400_000;
const MOST_CALLS = 10_000;
const MOST_PLACES = 1_000;

/** Smallest and largest value of each member, all of them whole numbers. */
export const SCENARIO_LIMITS: Readonly<Record<keyof Scenario, readonly [number, number]>> = {
  calls: [1, MOST_CALLS],
  arrivalWindowMs: [0, A_DAY_MS],
  backendLatencyMs: [1, A_DAY_MS],
  backendWorkers: [1, MOST_PLACES],
  threads: [1, MOST_PLACES],
  upstreamTimeoutMs: [1, A_DAY_MS],
  queueLimit: [0, MOST_CALLS],
  ttlMs: [1, A_DAY_MS],
  pollIntervalMs: [1, A_DAY_MS],
};

/**
 * The scenario itself, when it can be run.
 *
 * @throws RangeError naming the first member that is no whole number within its limits
 */
export function checkedScenario(scenario: Scenario): Scenario {
  for (const [name, [least, most]] of Object.entries(SCENARIO_LIMITS)) {
    const value: unknown = scenario[name as keyof Scenario];
    const isFine = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
    if (!isFine) {
      throw new RangeError(`${name} has to be a whole number from ${least} to ${most}`);
    }
  }
  return scenario;
}

/** When a call of the burst arrives. */
export function arrivalMs({ calls, arrivalWindowMs }: Scenario, call: number): number {
  return Math.floor((call * arrivalWindowMs) / calls);
}
