import {
  originLine,
  type Ratios,
  ratioTable,
  resultHead,
  withSpread,
} from '../measure/ratio-report.ts';
import { spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import { type Burst, type BurstCase, CASE_TITLES } from './burst.model.ts';

export interface ConnectionsRun {
  connections: number;
  rounds: number;
  generator: string;
  bursts: readonly Burst[];
}

const CASES = Object.keys(CASE_TITLES) as BurstCase[];

/** Figures rather than ratios; named as in `connections.json`. The gateway as it is, both ways. */
export function connectionsRatios({ bursts, connections, rounds }: ConnectionsRun): Ratios {
  const roundsOf = (figure: (burst: Burst) => number, join: (...values: number[]) => number) =>
    Array.from({ length: rounds }, (_, index) => {
      const own = bursts.filter(
        (burst) => burst.round === index + 1 && burst.case !== 'loadedDefaultBacklog',
      );
      return join(...own.map(figure));
    });
  const sum = (...values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    [`slowest${connections}Ms`]: {
      spread: spread(roundsOf(({ maxMs }) => maxMs, Math.max)),
      meaning: `slowest of ${grouped(connections)} fresh connections to be answered, idle or under load, ms`,
      required: '< 1,000',
    },
    [`resent${connections}`]: {
      spread: spread(roundsOf(({ synRetransmits }) => synRetransmits, sum)),
      meaning: 'of them asked for again after a second, by the kernel’s count, idle and under load',
      required: '0',
    },
  };
}

/** The content of `connections.json`. */
export function connectionsJson({ generator, ...run }: ConnectionsRun): object {
  const ratios = connectionsRatios({ generator, ...run });
  return { ...resultHead('connections', ratios, { generator }), ...run };
}

/** What the terminal shows and `connections.md` keeps. */
export function connectionsMarkdown(run: ConnectionsRun): string {
  const { connections, rounds, generator } = run;
  return [
    '# Fresh connections',
    `${grouped(connections)} connections opened in one go from one process, each of which sends one order; the clock runs from the wish to connect until the answer. "Under load": while 64 other connections submit orders as fast as they are answered (${generator}). ${rounds} interleaved rounds. Lost connection requests and full queues are the kernel's own counts. Medians, in brackets the lowest and the highest round.`,
    figures(run),
    '## What is asked for',
    ratioTable(connectionsRatios(run)),
    originLine({ generator }),
  ].join('\n\n');
}

function figures({ bursts }: ConnectionsRun): string {
  const rows = CASES.map((name) => {
    const own = bursts.filter((burst) => burst.case === name);
    const cell = (figure: (burst: Burst) => number) => withSpread(spread(own.map(figure)), 0);
    return [
      CASE_TITLES[name],
      cell(({ p50Ms }) => p50Ms),
      cell(({ p99Ms }) => p99Ms),
      cell(({ maxMs }) => maxMs),
      cell(({ overASecond }) => overASecond),
      cell(({ synRetransmits }) => synRetransmits),
      cell(({ listenOverflows }) => listenOverflows),
    ];
  });
  const head = ['', 'p50 ms', 'p99 ms', 'slowest ms', 'over 1 s', 'SYNs sent again', 'queue full'];
  return markdownTable({ head, align: ['left'], rows });
}
