import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { type FailpointPlan, formatFailpointPlans, parseFailpointPlans } from './failpoint-plan';
import type { PlanSource } from './plan-source';

/**
 * Plans in a file that somebody else may replace while the process runs. It is looked at on every
 * pass, so that a plan holds from the moment at which it is written; a missing file is no plan.
 * A plan that is spent is taken out before it takes effect: the process's successor is spared.
 */
export class ControlFile implements PlanSource {
  private plans: readonly FailpointPlan[] = [];
  private version = '';

  constructor(private readonly path: string) {}

  current(): readonly FailpointPlan[] {
    const version = this.versionOnDisk();
    if (version === this.version) return this.plans;
    this.version = version;
    this.plans = version === '' ? [] : parseFailpointPlans(readFileSync(this.path, 'utf8'));
    return this.plans;
  }

  spent(plan: FailpointPlan): void {
    this.plans = this.plans.filter((one) => one !== plan);
    writeFileSync(`${this.path}.new`, formatFailpointPlans(this.plans));
    renameSync(`${this.path}.new`, this.path);
    this.version = this.versionOnDisk();
  }

  /** Whoever writes renames a new file into place, which shows in its inode. */
  private versionOnDisk(): string {
    const stat = statSync(this.path, { throwIfNoEntry: false });
    return stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : '';
  }
}
