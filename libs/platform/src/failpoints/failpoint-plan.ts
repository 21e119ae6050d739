import { FAILPOINTS, type FailpointName } from './failpoint-names';

/** What happens at a failpoint, and at which of its passes. */
export interface FailpointPlan {
  readonly name: FailpointName;
  readonly action: { readonly kind: 'kill' } | { readonly kind: 'block'; readonly ms: number };
  /** Counted from 1 since the plan was made; `every` never wears out. */
  readonly pass: number | 'every';
  /** Only passes whose subject contains this text count. */
  readonly subject: string | undefined;
}

/**
 * Grammar of one plan: `<name>=kill` or `<name>=block:<ms>`, then `@<pass>` or `@*` (default `@1`),
 * then `~<text>`; plans are separated by `;`.
 */
export const FAILPOINT_PLANS_PATTERN = new RegExp(
  `^(?:(?:^|;)(?:${FAILPOINTS.join('|')})=(?:kill|block:\\d{1,6})(?:@(?:\\d{1,6}|\\*))?(?:~[^;]+)?)+$`,
);

const PLAN = /^([a-z-]+)=(kill|block):?(\d+)?(?:@(\d+|\*))?(?:~(.+))?$/;

/**
 * Reads plans from text; empty text is no plan.
 *
 * @throws Error when the text is not of the grammar
 */
export function parseFailpointPlans(text: string): FailpointPlan[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (!FAILPOINT_PLANS_PATTERN.test(trimmed)) throw new Error(`not a failpoint: ${trimmed}`);
  return trimmed.split(';').map(parsePlan);
}

function parsePlan(text: string): FailpointPlan {
  const [, name, kind, ms, pass, subject] = PLAN.exec(text) ?? [];
  return {
    name: name as FailpointName,
    action: kind === 'block' ? { kind, ms: Number(ms) } : { kind: 'kill' },
    pass: pass === '*' ? 'every' : Number(pass ?? 1),
    subject,
  };
}

/** The inverse of {@link parseFailpointPlans}. */
export function formatFailpointPlans(plans: readonly FailpointPlan[]): string {
  return plans.map(formatPlan).join(';');
}

function formatPlan({ name, action, pass, subject }: FailpointPlan): string {
  const what = action.kind === 'block' ? `block:${action.ms}` : 'kill';
  return `${name}=${what}@${pass === 'every' ? '*' : pass}${subject === undefined ? '' : `~${subject}`}`;
}
