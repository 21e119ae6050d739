import type { FailpointPlan } from './failpoint-plan';

/** Where the plans in force come from. */
export interface PlanSource {
  /** The same array for as long as nothing changed: passes are counted by plan. */
  current(): readonly FailpointPlan[];
  /** Told right before a plan for one pass takes effect, which may be the process's last act. */
  spent(plan: FailpointPlan): void;
}

/** Plans given once, at the start of the process. */
export class FixedPlans implements PlanSource {
  constructor(private readonly plans: FailpointPlan[]) {}

  current(): readonly FailpointPlan[] {
    return this.plans;
  }

  spent(plan: FailpointPlan): void {
    this.plans.splice(this.plans.indexOf(plan), 1);
  }
}
