import {
  originLine,
  resultHead,
  type Ratios,
  ratioTable,
  withSpread,
} from '../measure/ratio-report.ts';
import { ratioPerRound, spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import { type UnlinkingRun, type Way, WAYS } from './unlinking-run.ts';

export interface UnlinkingReport {
  rounds: number;
  sizes: readonly number[];
  callMs: number;
  runs: readonly UnlinkingRun[];
}

const TITLES: Record<Way, string> = {
  inline: 'a call per member',
  batch: 'one call for all',
  queue: 'after the answer, by workers',
};

/** How much sooner the answer comes when the calls follow it; by the largest organization. */
export function unlinkingRatios({ sizes, runs }: UnlinkingReport): Ratios {
  const largest = Math.max(...sizes);
  const answers = (way: Way) => runsOf(runs, way, largest).map(({ answerMs }) => answerMs);
  return Object.fromEntries(
    (['inline', 'batch'] as const).map((way) => [
      `${way}OverQueue`,
      {
        spread: ratioPerRound(answers(way), answers('queue')),
        meaning: `time to the answer, ${TITLES[way]} ÷ ${TITLES.queue}, ${grouped(largest)} members`,
      },
    ]),
  );
}

/** The content of `unlinking.json`. */
export function unlinkingJson(report: UnlinkingReport): object {
  return { ...resultHead('unlinking', unlinkingRatios(report)), ...report };
}

/** What the terminal shows and `unlinking.md` keeps. */
export function unlinkingMarkdown(report: UnlinkingReport): string {
  const { rounds, callMs } = report;
  return [
    '# Unlinking members, three ways',
    `One organization at a time turns custom SSO off; the auth service takes ${callMs} ms for a call, however many members are in it. One worker with 8 members at once. ${rounds} rounds; medians, in brackets the lowest and the highest.`,
    table(report),
    ratioTable(unlinkingRatios(report)),
    originLine(),
  ].join('\n\n');
}

function table({ sizes, runs }: UnlinkingReport): string {
  const rows = sizes.flatMap((members) =>
    WAYS.map((way) => {
      const own = runsOf(runs, way, members);
      return [
        grouped(members),
        TITLES[way],
        withSpread(spread(own.map(({ answerMs }) => answerMs)), 1),
        withSpread(spread(own.map(({ unlinkedMs }) => unlinkedMs)), 1),
      ];
    }),
  );
  const head = ['members', 'way', 'answer after ms', 'all unlinked after ms'];
  return markdownTable({ head, align: ['right', 'left'], rows });
}

function runsOf(runs: readonly UnlinkingRun[], way: Way, members: number): UnlinkingRun[] {
  return runs.filter((run) => run.way === way && run.members === members);
}
