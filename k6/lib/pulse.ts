import exec from 'k6/execution';
import type { Scenario } from 'k6/options';
import { Trend } from 'k6/metrics';
import { noteBegin } from './journal.ts';

const PULSES_PER_SECOND = 20;
const GAP_MS = 1_000 / PULSES_PER_SECOND;

const lag = new Trend('generator_lag', true);

/**
 * A metronome beside the load that does nothing but look at the clock. When it comes late, the
 * generator is short of CPU, and whatever else it measured is about itself.
 */
export function pulseScenario(seconds: number): Scenario {
  return {
    executor: 'constant-arrival-rate',
    exec: 'pulse',
    rate: PULSES_PER_SECOND,
    timeUnit: '1s',
    duration: `${seconds}s`,
    preAllocatedVUs: 10,
    gracefulStop: '1s',
  };
}

/** To be exported by every suite, for k6 looks for it by its name. */
export function pulse(): void {
  beat();
}

/** The same for a suite that asks how late the generator was in each part of its run. */
export function beat(tagsAt: (elapsedMs: number) => Record<string, string> = () => ({})): void {
  const { startTime, iterationInTest } = exec.scenario;
  if (iterationInTest === 0) noteBegin(startTime);
  const dueMs = iterationInTest * GAP_MS;
  noteLateness(Date.now() - startTime - dueMs, tagsAt(dueMs));
}

/** For load that keeps a timetable of its own. */
export function noteLateness(ms: number, tags: Record<string, string> = {}): void {
  lag.add(Math.max(0, ms), tags);
}
