import type { RunVerdict } from '../check/check-run.ts';

const SHOWN_LINES = 40;

/** Broken rules with the events of the order concerned; at most `most` of them in full. */
export function explainViolations(violations: RunVerdict['violations'], most: number): string {
  const explained = violations.slice(0, most).map(explain);
  const rest = violations.length - explained.length;
  return [...explained, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n\n');
}

function explain(violation: RunVerdict['violations'][number], index: number): string {
  const { kind, rule, orderNumber, expected, seen, story } = violation;
  const heading = `${index + 1}. ${kind}: ${rule}${orderNumber ? ` (order ${orderNumber})` : ''}`;
  return [
    heading,
    `   expected  ${expected}`,
    `   seen      ${seen}`,
    ...shortened(story).map((line) => `   | ${line}`),
  ].join('\n');
}

/** Of a hundred copies of one order the first and the last ones tell enough. */
function shortened(story: readonly string[]): readonly string[] {
  if (story.length <= SHOWN_LINES) return story;
  const half = SHOWN_LINES / 2;
  const left = `… ${story.length - SHOWN_LINES} more …`;
  return [...story.slice(0, half), left, ...story.slice(-half)];
}
