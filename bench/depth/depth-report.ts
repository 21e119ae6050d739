import {
  originLine,
  type Ratios,
  ratioTable,
  resultHead,
  withSpread,
} from '../measure/ratio-report.ts';
import { ratioPerRound, spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import type { DepthFill } from './depth-fill.ts';
import type { DepthMeasurement, DepthPlan, Phase } from './depth-measurement.ts';
import { type DepthKey, SLOW_FROM_MS } from './depth-subject.ts';

export interface DepthRun extends DepthPlan {
  rounds: number;
  generator: string;
  fill: DepthFill;
  measurements: readonly DepthMeasurement[];
}

type Figure = Exclude<keyof DepthMeasurement, 'subject' | 'slowestScriptMs'>;

/** Every ratio that the benchmark is for; named as in `depth.json`. */
export function depthRatios({ measurements, fill, drained }: DepthRun): Ratios {
  const of = (key: DepthKey, figure: Figure) => byRound(measurements, key).map((it) => it[figure]);
  const deepOfEmpty = (figure: Figure) => ratioPerRound(of('deep', figure), of('empty', figure));
  return {
    acceptAtMillion: {
      spread: deepOfEmpty('requestsPerSecond'),
      meaning: 'orders accepted per second, deep queue ÷ empty queue',
      required: '≥ 0.9',
    },
    drainAtMillion: {
      spread: deepOfEmpty('drainedPerSecond'),
      meaning: `orders drained per second, ${grouped(drained)} of them, deep ÷ empty`,
      required: '≥ 0.9',
    },
    bytesPerOrder: {
      spread: spread([fill.bytesPerOrder]),
      meaning: 'memory of Redis per waiting order of some 320 bytes',
      required: '≤ 800',
    },
    slowestScriptMs: {
      spread: spread(byRound(measurements, 'deep').map(slowestOf)),
      meaning: 'longest script of a round on the deep queue, ms',
      required: '≤ 5',
    },
    cancelAtMillion: {
      spread: deepOfEmpty('cancelsPerSecond'),
      meaning: 'orders cancelled per second, at random, deep ÷ empty',
      required: '≥ 0.9',
    },
    cpuEmptyOverDeep: {
      spread: ratioPerRound(of('empty', 'cpuUsPerOrder'), of('deep', 'cpuUsPerOrder')),
      meaning: 'CPU of gateway and Redis per accepted order, empty ÷ deep',
    },
  };
}

function slowestOf({ slowestScriptMs }: DepthMeasurement): number {
  return Math.max(...Object.values(slowestScriptMs));
}

function byRound(measurements: readonly DepthMeasurement[], key: DepthKey): DepthMeasurement[] {
  return measurements
    .filter(({ subject }) => subject === key)
    .toSorted((a, b) => a.round - b.round);
}

/** The content of `depth.json`. */
export function depthJson({ generator, ...run }: DepthRun): object {
  const head = resultHead('depth', depthRatios({ generator, ...run }), { generator });
  return { ...head, ...run };
}

/** What the terminal shows and `depth.md` keeps. */
export function depthMarkdown(run: DepthRun): string {
  const { rounds, seconds, drained, removals, generator, fill } = run;
  return [
    '# Depth of the queue',
    `Two whole stacks (Redis on \`always\`, backend of 2 ms, 128 orders in flight), one with an empty queue, one with ${grouped(fill.orders)} orders waiting, of one client. ${rounds} interleaved rounds on each: ${seconds} s of intake over 64 connections (${generator}); the worker is let loose until the backend has saved ${grouped(drained)}; ${grouped(removals)} random orders are cancelled; ${grouped(removals)} expire; orders are looked up by their number. Medians, in brackets the lowest and the highest round.`,
    rates(run),
    `## The longest script, ms, by Redis’ own slow log`,
    `On two cores that everything shares, a script that Redis was interrupted in counts with the interruption. Below ${SLOW_FROM_MS} ms nothing is written down.`,
    scripts(run),
    '## Ratios, taken within each round',
    ratioTable(depthRatios(run)),
    originLine({ generator }),
  ].join('\n\n');
}

function rates({ measurements }: DepthRun): string {
  const cells: readonly (readonly [title: string, figure: Figure, decimals: number])[] = [
    ['waiting before', 'depth', 0],
    ['accepted/s', 'requestsPerSecond', 0],
    ['p99 ms', 'p99Ms', 1],
    ['CPU µs/order', 'cpuUsPerOrder', 0],
    ['drained/s', 'drainedPerSecond', 0],
    ['cancelled/s', 'cancelsPerSecond', 0],
    ['all expired after ms', 'expiredAfterMs', 0],
    ['look-up ms', 'lookUpMs', 2],
  ];
  const rows = (['empty', 'deep'] as const).map((key) => {
    const own = byRound(measurements, key);
    const shown = cells.map(([, figure, decimals]) =>
      withSpread(spread(own.map((one) => one[figure])), decimals),
    );
    return [key, ...shown];
  });
  const head = ['queue', ...cells.map(([title]) => title)];
  return markdownTable({ head, align: ['left'], rows });
}

function scripts({ measurements }: DepthRun): string {
  const phases: readonly Phase[] = ['accept', 'drain', 'cancel', 'expiry', 'listing'];
  const rows = (['empty', 'deep'] as const).map((key) => {
    const own = byRound(measurements, key);
    const cell = (phase: Phase) =>
      withSpread(spread(own.map((one) => one.slowestScriptMs[phase])), 1);
    return [key, ...phases.map(cell)];
  });
  return markdownTable({ head: ['queue', ...phases], align: ['left'], rows });
}
