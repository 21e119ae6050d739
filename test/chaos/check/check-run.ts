import type { RunEvidence } from './evidence.ts';
import { acknowledgedIds, storiesOf, type OrderStory } from './order-story.ts';
import { checkAnswer } from './rules/answer.rule.ts';
import { checkCrashes } from './rules/crash.rule.ts';
import { checkEnoughWork } from './rules/enough-work.rule.ts';
import { checkHandedOutOnce } from './rules/handed-out-once.rule.ts';
import { checkLeftovers } from './rules/leftover.rule.ts';
import { checkOneKey } from './rules/one-key.rule.ts';
import { checkPromise } from './rules/promise.rule.ts';
import { checkPrompt } from './rules/prompt.rule.ts';
import { checkSingleRow } from './rules/single-row.rule.ts';
import { checkSteadyState } from './rules/steady-state.rule.ts';
import { checkTruth } from './rules/truth.rule.ts';
import { tellStory } from './tell-story.ts';
import type { Violation } from './violation.ts';

/** How a run came out. */
export interface RunVerdict {
  /** Different orders that clients tried to submit. */
  submitted: number;
  /** Different orders that were answered with 202, or 200 on the sync path. */
  acknowledged: number;
  /** Faults that took place. */
  faults: number;
  /** Final records by status. */
  ended: Record<string, number>;
  violations: (Violation & { story: string[] })[];
}

/** Holds a run's history against the truth of records and ledger. Pure. */
export function checkRun(evidence: RunEvidence): RunVerdict {
  const stories = storiesOf(evidence);
  const submitted = stories.filter(({ submissions }) => submissions.length > 0).length;
  const acknowledged = stories.filter((story) => acknowledgedIds(story).length > 0).length;
  const ended = countBy(evidence.finals.map(({ status }) => status));
  const completed = evidence.ledger.length;
  const disturbances = evidence.events.filter((event) => event.kind === 'fault');
  const faults = disturbances.filter(({ tookPlace }) => tookPlace).length;
  const violations = [
    ...stories.flatMap((story) => checkStory(story, evidence)),
    ...stories.flatMap((story) => checkHandedOutOnce(story, disturbances)),
    ...checkPrompt(evidence.finals, evidence.limits),
    ...checkOneKey(stories),
    ...checkCrashes(evidence.events),
    ...checkLeftovers(evidence.leftovers),
    ...checkEnoughWork({ acknowledged, completed, faults }, evidence.limits),
  ];
  return { submitted, acknowledged, faults, ended, violations: withStories(violations, stories) };
}

function checkStory(story: OrderStory, { limits }: RunEvidence): Violation[] {
  return [
    ...checkPromise(story),
    ...checkSingleRow(story),
    ...checkTruth(story),
    ...checkSteadyState(story),
    ...story.events.flatMap((event) => checkAnswer(event, story.orderNumber, limits)),
  ];
}

function withStories(violations: Violation[], stories: OrderStory[]): RunVerdict['violations'] {
  const byNumber = new Map(stories.map((story) => [story.orderNumber, story]));
  return violations.map((violation) => {
    const story = byNumber.get(violation.orderNumber ?? '');
    return { ...violation, story: story ? tellStory(story) : [] };
  });
}

function countBy(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
