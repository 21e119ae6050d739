export { Playback } from './playback';
export type { EventKind, Pattern, Run, RunEvent } from './run';
export {
  type Phase,
  PHASES,
  type RunState,
  type ThreadState,
  type WorkerState,
  workerStates,
} from './run-state';
export { type RunTotals, totalsOf } from './run-totals';
export { arrivalMs, checkedScenario, type Scenario, SCENARIO_LIMITS } from './scenario';
export { simulate } from './simulate';
