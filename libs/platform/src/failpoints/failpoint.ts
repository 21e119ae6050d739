import { ControlFile } from './control-file';
import type { FailpointName } from './failpoint-names';
import { type FailpointPlan, FAILPOINT_PLANS_PATTERN, parseFailpointPlans } from './failpoint-plan';
import { FailpointSwitchboard } from './failpoint-switchboard';
import { FixedPlans, type PlanSource } from './plan-source';

const FILE_PREFIX = 'file:';

/** What the setting `SLUICE_FAILPOINTS` may be: plans, or `file:<path>` of a file that holds some. */
export const FAILPOINTS_SETTING_PATTERN = new RegExp(
  `${FAILPOINT_PLANS_PATTERN.source}|^${FILE_PREFIX}.+$`,
);

let armed: FailpointSwitchboard | undefined;

/**
 * Marks a moment at which a test may let this process die or stall. Does nothing unless the process
 * was started with `SLUICE_FAILPOINTS`; a production path pays one look at a variable.
 *
 * @param subject what the moment is about, such as the order's JSON; plans may be for some only
 */
export function failpoint(name: FailpointName, subject = ''): void {
  if (armed !== undefined) armed.pass(name, subject);
}

/**
 * Arms this process's failpoints; undefined disarms them.
 *
 * @param setting plans by the grammar of {@link parseFailpointPlans}, or `file:<path>`
 * @throws Error when the plans are not of the grammar
 */
export function armFailpoints(setting: string | undefined): void {
  armed = setting === undefined ? undefined : new FailpointSwitchboard(sourceOf(setting), carryOut);
}

function sourceOf(setting: string): PlanSource {
  if (setting.startsWith(FILE_PREFIX)) return new ControlFile(setting.slice(FILE_PREFIX.length));
  return new FixedPlans(parseFailpointPlans(setting));
}

/** SIGKILL, as the system's own out-of-memory killer sends it: no handler runs, nothing is flushed. */
function carryOut(action: FailpointPlan['action']): void {
  if (action.kind === 'kill') process.kill(process.pid, 'SIGKILL');
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, action.ms);
}
