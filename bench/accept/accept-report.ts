import { packageVersion } from '../measure/machine.ts';
import { originLine, ratioTable, resultHead, withSpread } from '../measure/ratio-report.ts';
import { spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import { acceptRatios, byRound } from './accept-ratios.ts';
import type { AcceptVariant } from './accept-variant.ts';
import type { Measurement } from './measurement.ts';

export interface AcceptRun {
  variants: readonly Pick<AcceptVariant, 'key' | 'title'>[];
  connections: readonly number[];
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
  generator: string;
  measurements: readonly Measurement[];
}

/** Versions that shape these figures beside those of every benchmark. */
const toolsOf = (generator: string) => ({ bullmq: packageVersion('bullmq'), generator });

/** The content of `accept.json`. */
export function acceptJson({ variants, generator, ...run }: AcceptRun): object {
  const titles = Object.fromEntries(variants.map(({ key, title }) => [key, title]));
  const head = resultHead('accept', acceptRatios(run.measurements), toolsOf(generator));
  return { ...head, variants: titles, ...run };
}

/** What the terminal shows and `accept.md` keeps. */
export function acceptMarkdown(run: AcceptRun): string {
  const { rounds, seconds, generator, warmUpSeconds } = run;
  return [
    '# Accept path',
    `${rounds} interleaved rounds of ${seconds} s after ${warmUpSeconds} s of warm-up, ${generator}, one generator thread, unique orders of some 320 bytes. Every variant starts each measurement from an empty Redis (append-only file, \`everysec\` unless it says \`always\`, no rewrite of it meanwhile). CPU is that of the server and its Redis. Medians, in brackets the lowest and the highest round.`,
    ...run.connections.map((connections) => figures(run, connections)),
    '## Ratios, taken within each round',
    ratioTable(acceptRatios(run.measurements)),
    quietness(run.measurements),
    originLine(toolsOf(generator)),
  ].join('\n\n');
}

function figures(run: AcceptRun, connections: number): string {
  const head = [
    'variant',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'CPU µs/order',
    'of it Redis',
    'generator CPU',
  ];
  const rows = run.variants.flatMap(({ key, title }) => {
    const own = byRound(run.measurements, key, connections);
    if (own.length === 0) return [];
    const cell = (figure: (one: Measurement) => number, decimals = 0) =>
      withSpread(spread(own.map(figure)), decimals);
    const row = [
      title,
      cell((one) => one.requestsPerSecond),
      cell((one) => one.p50Ms, 1),
      cell((one) => one.p99Ms, 1),
      cell((one) => one.cpuUsPerOrder),
      cell((one) => one.redisCpuUsPerOrder),
      cell((one) => one.generatorCpuShare, 2),
    ];
    return [row];
  });
  return `## ${connections} connections\n\n${markdownTable({ head, align: ['left'], rows })}`;
}

/** A busy machine changes the ratios too: what shares cores with others is woken less often. */
function quietness(measurements: readonly Measurement[]): string {
  const { median, max } = spread(measurements.map(({ foreignCpuShare }) => foreignCpuShare));
  return `Processes outside of the measurement took ${grouped(median, 2)} of a core (${grouped(max, 2)} at worst).`;
}
