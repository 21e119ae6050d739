import type { Measurement } from '../accept/measurement.ts';
import {
  originLine,
  type Ratio,
  type Ratios,
  ratioTable,
  resultHead,
  withSpread,
} from '../measure/ratio-report.ts';
import { ratioPerRound, spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';

/** One variant under orders of one size. */
export interface PayloadMeasurement extends Measurement {
  /** What was asked for; {@link PayloadRun.bodyBytes} says what it came to. */
  size: number;
}

export interface PayloadRun {
  sizes: readonly number[];
  /** Bytes of a body of each size, in the order of the sizes. */
  bodyBytes: readonly number[];
  connections: number;
  rounds: number;
  seconds: number;
  generator: string;
  measurements: readonly PayloadMeasurement[];
}

export type PayloadVariant = 'gateway' | 'bare';

export const VARIANT_TITLES: Record<PayloadVariant, string> = {
  gateway: "Sluice's gateway, everysec",
  bare: 'bare Fastify, no Redis',
};

/** Named as in `payload.json`: `bare300`, `bare1000`, … */
export function payloadRatios(run: PayloadRun): Ratios {
  const rate = (variant: PayloadVariant, size: number) =>
    ofSize(run, variant, size).map((one) => one.requestsPerSecond);
  const ratioOf = (size: number): Ratio => ({
    spread: ratioPerRound(rate('gateway', size), rate('bare', size)),
    meaning: `gateway ÷ bare Fastify, requests/s, bodies of ${grouped(size)} bytes`,
  });
  return Object.fromEntries(run.sizes.map((size) => [`bare${size}`, ratioOf(size)]));
}

/** The content of `payload.json`. */
export function payloadJson({ generator, ...run }: PayloadRun): object {
  return { ...resultHead('payload', payloadRatios({ generator, ...run }), { generator }), ...run };
}

/** What the terminal shows and `payload.md` keeps. */
export function payloadMarkdown(run: PayloadRun): string {
  const { rounds, seconds, generator, connections } = run;
  return [
    '# Payload',
    `${rounds} interleaved rounds of ${seconds} s, ${connections} connections, ${generator}. Larger orders have more lines, 100 at most, as the contract allows; from some 10 kB on their names are of symbols that are escaped in the JSON, which is dear to read. CPU is that of the server and its Redis. Medians, in brackets the lowest and the highest round.`,
    table(run),
    '## Ratios, taken within each round',
    ratioTable(payloadRatios(run)),
    originLine({ generator }),
  ].join('\n\n');
}

/** The measurements of one variant and size in the order of their rounds. */
export function ofSize(
  { measurements }: PayloadRun,
  variant: PayloadVariant,
  size: number,
): PayloadMeasurement[] {
  return measurements
    .filter((one) => one.variant === variant && one.size === size)
    .toSorted((a, b) => a.round - b.round);
}

function table(run: PayloadRun): string {
  const variants = Object.keys(VARIANT_TITLES) as PayloadVariant[];
  const rows = run.sizes.flatMap((size, index) =>
    variants.map((variant) => {
      const own = ofSize(run, variant, size);
      const cell = (figure: (one: Measurement) => number, decimals = 0) =>
        withSpread(spread(own.map(figure)), decimals);
      return [
        grouped(run.bodyBytes[index] ?? size),
        VARIANT_TITLES[variant],
        cell((one) => one.requestsPerSecond),
        cell((one) => one.p99Ms, 1),
        cell((one) => one.cpuUsPerOrder),
        cell((one) => one.redisCpuUsPerOrder),
      ];
    }),
  );
  const head = ['bytes', 'variant', 'requests/s', 'p99 ms', 'CPU µs/order', 'of it Redis'];
  return markdownTable({ head, align: ['right', 'left'], rows });
}
