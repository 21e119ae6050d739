import type { FailpointName } from './failpoint-names';
import type { FailpointPlan } from './failpoint-plan';
import type { PlanSource } from './plan-source';

/** Carries a plan out. */
export type FailpointEffect = (action: FailpointPlan['action']) => void;

/** Counts passes and lets plans take effect when their pass has come. */
export class FailpointSwitchboard {
  private readonly passes = new Map<FailpointPlan, number>();

  constructor(
    private readonly source: PlanSource,
    private readonly effect: FailpointEffect,
  ) {}

  pass(name: FailpointName, subject: string): void {
    const concerned = this.source.current().filter((plan) => concerns(plan, name, subject));
    for (const plan of concerned) this.count(plan);
  }

  private count(plan: FailpointPlan): void {
    const passes = (this.passes.get(plan) ?? 0) + 1;
    this.passes.set(plan, passes);
    if (plan.pass !== 'every' && plan.pass !== passes) return;
    if (plan.pass !== 'every') this.source.spent(plan);
    this.effect(plan.action);
  }
}

function concerns(plan: FailpointPlan, name: FailpointName, subject: string): boolean {
  return plan.name === name && (plan.subject === undefined || subject.includes(plan.subject));
}
