import {
  originLine,
  type Ratios,
  ratioTable,
  resultHead,
  withSpread,
} from '../measure/ratio-report.ts';
import { ratioPerRound, spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import type { DepthFill, DepthMeasurement } from './depth-measurement.ts';
import { DRAINED_ORDERS } from './depth-measurement.ts';
import type { DepthKey } from './depth-subject.ts';

export interface DepthRun {
  rounds: number;
  seconds: number;
  generator: string;
  fill: DepthFill;
  measurements: readonly DepthMeasurement[];
}

/** Every ratio that the benchmark is for; named as in `depth.json`. */
export function depthRatios({ measurements, fill }: DepthRun): Ratios {
  const of = (key: DepthKey, figure: 'requestsPerSecond' | 'drainMs' | 'cpuUsPerOrder') =>
    measurements.filter(({ subject }) => subject === key).map((one) => one[figure]);
  return {
    acceptDeepOverEmpty: {
      spread: ratioPerRound(of('deep', 'requestsPerSecond'), of('empty', 'requestsPerSecond')),
      meaning: 'orders accepted per second, deep queue ÷ empty queue',
      required: '≥ 0.9',
    },
    cpuEmptyOverDeep: {
      spread: ratioPerRound(of('empty', 'cpuUsPerOrder'), of('deep', 'cpuUsPerOrder')),
      meaning: 'CPU of gateway and Redis per accepted order, empty ÷ deep',
    },
    drainDeepOverEmpty: {
      spread: ratioPerRound(of('empty', 'drainMs'), of('deep', 'drainMs')),
      meaning: `time to save ${grouped(DRAINED_ORDERS)} orders, empty ÷ deep`,
      required: '≥ 0.9',
    },
    bytesPerWaitingOrder: {
      spread: spread([fill.bytesPerOrder]),
      meaning: 'memory of Redis per waiting order of some 320 bytes',
      required: '≤ 1600',
    },
  };
}

/** The content of `depth.json`. */
export function depthJson({ generator, ...run }: DepthRun): object {
  const head = resultHead('depth', depthRatios({ generator, ...run }), { generator });
  return { ...head, ...run };
}

/** What the terminal shows and `depth.md` keeps. */
export function depthMarkdown(run: DepthRun): string {
  const { rounds, seconds, generator, fill } = run;
  return [
    '# Depth of the queue',
    `Two whole stacks (Redis on \`always\`), one with an empty queue, one with ${grouped(fill.orders)} orders waiting. ${rounds} interleaved rounds: ${seconds} s of intake over 64 connections (${generator}), then the worker is let loose until the backend has saved ${grouped(DRAINED_ORDERS)}. Medians, in brackets the lowest and the highest round.`,
    figures(run),
    '## Ratios, taken within each round',
    ratioTable(depthRatios(run)),
    originLine({ generator }),
  ].join('\n\n');
}

function figures({ measurements }: DepthRun): string {
  const rows = (['empty', 'deep'] as const).map((key) => {
    const own = measurements.filter(({ subject }) => subject === key);
    const cell = (figure: (one: DepthMeasurement) => number, decimals = 0) =>
      withSpread(spread(own.map(figure)), decimals);
    return [
      key,
      cell((one) => one.depth),
      cell((one) => one.requestsPerSecond),
      cell((one) => one.p99Ms, 1),
      cell((one) => one.cpuUsPerOrder),
      cell((one) => one.drainMs),
    ];
  });
  const head = ['queue', 'waiting before', 'requests/s', 'p99 ms', 'CPU µs/order', 'drain ms'];
  return markdownTable({ head, align: ['left'], rows });
}
