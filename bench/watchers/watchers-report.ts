import { byRound } from '../accept/accept-ratios.ts';
import type { Measurement } from '../accept/measurement.ts';
import {
  originLine,
  type Ratios,
  ratioTable,
  resultHead,
  withSpread,
} from '../measure/ratio-report.ts';
import { ratioPerRound, spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';

export interface WatchersRun {
  watchers: number;
  kilobytesPerWatcher: number;
  connections: number;
  rounds: number;
  seconds: number;
  generator: string;
  measurements: readonly Measurement[];
}

const VARIANTS = { unwatched: 'without watchers', watched: 'with watchers' } as const;

/** Named as in `watchers.json`. */
export function watchersRatios(run: WatchersRun): Ratios {
  const rate = (variant: keyof typeof VARIANTS) => figures(run, variant, 'requestsPerSecond');
  const cpu = (variant: keyof typeof VARIANTS) => figures(run, variant, 'cpuUsPerOrder');
  return {
    acceptWithWatchers: {
      spread: ratioPerRound(rate('watched'), rate('unwatched')),
      meaning: `accept requests/s with ${grouped(run.watchers)} idle watchers ÷ without`,
      required: '≥ 0.9',
    },
    cpuWithoutOverWithWatchers: {
      spread: ratioPerRound(cpu('unwatched'), cpu('watched')),
      meaning: 'CPU per order without watchers ÷ with them: the same where the machine is busy',
    },
    kilobytesPerWatcher: {
      spread: spread([run.kilobytesPerWatcher]),
      meaning: 'resident memory of the gateway per watcher, kB',
      required: '≤ 20',
    },
  };
}

/** The content of `watchers.json`. */
export function watchersJson({ generator, ...run }: WatchersRun): object {
  return {
    ...resultHead('watchers', watchersRatios({ generator, ...run }), { generator }),
    ...run,
  };
}

/** What the terminal shows and `watchers.md` keeps. */
export function watchersMarkdown(run: WatchersRun): string {
  const { rounds, seconds, generator, connections, watchers } = run;
  return [
    '# Idle watchers',
    `${grouped(watchers)} streams of events on one gateway, each of an order of its own to which nothing happens; beside it the same gateway with the same orders and no stream. ${rounds} interleaved rounds of ${seconds} s, ${connections} connections, ${generator}. Memory was read after a collection, before the load. Medians, in brackets the lowest and the highest round.`,
    table(run),
    '## Ratios, taken within each round',
    ratioTable(watchersRatios(run)),
    originLine({ generator }),
  ].join('\n\n');
}

function table(run: WatchersRun): string {
  const rows = (['unwatched', 'watched'] as const).map((variant) => [
    VARIANTS[variant],
    withSpread(spread(figures(run, variant, 'requestsPerSecond')), 0),
    withSpread(spread(figures(run, variant, 'p99Ms')), 1),
    withSpread(spread(figures(run, variant, 'cpuUsPerOrder')), 0),
  ]);
  return markdownTable({
    head: ['gateway', 'requests/s', 'p99 ms', 'CPU µs/order'],
    align: ['left'],
    rows,
  });
}

function figures(
  { measurements, connections }: WatchersRun,
  variant: keyof typeof VARIANTS,
  figure: 'requestsPerSecond' | 'p99Ms' | 'cpuUsPerOrder',
): number[] {
  return byRound(measurements, variant, connections).map((one) => one[figure]);
}
