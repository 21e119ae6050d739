import { byRound } from '../accept/accept-ratios.ts';
import type { AcceptVariant, VariantKey } from '../accept/accept-variant.ts';
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
import { markdownTable } from '../measure/text-table.ts';

export interface TricksRun {
  variants: readonly Pick<AcceptVariant, 'key' | 'title'>[];
  connections: readonly number[];
  rounds: number;
  seconds: number;
  warmUpSeconds: number;
  generator: string;
  measurements: readonly Measurement[];
}

/** What each step is the difference of: with it, and without. */
const STEPS: readonly { name: string; withIt: VariantKey; without: VariantKey; meaning: string }[] =
  [
    {
      name: 'noRuntimeDecorators',
      withIt: 'tutorialUnchecked',
      without: 'tutorial',
      meaning: 'the tutorial without checking by decorators at run time ÷ with it',
    },
    {
      name: 'noFramework',
      withIt: 'bull',
      without: 'tutorialUnchecked',
      meaning: 'bare Fastify + Bull ÷ the unchecked tutorial: what Nest’s usual way takes',
    },
    {
      name: 'batchedScript',
      withIt: 'gateway',
      without: 'oneByOne',
      meaning: 'one accept script per batch ÷ a script call per order',
    },
    {
      name: 'batchedWrites',
      withIt: 'gateway',
      without: 'uncorked',
      meaning: 'commands of one turn in one write ÷ a write per command',
    },
    {
      name: 'batchedBoth',
      withIt: 'gateway',
      without: 'oneByOneUncorked',
      meaning: 'both ÷ neither',
    },
  ];

/** Named as in `tricks.json`; `…Cpu` is the CPU per order without the trick ÷ with it. */
export function tricksRatios({ measurements, connections }: TricksRun): Ratios {
  const [count = 0] = connections;
  const own = (key: VariantKey) => byRound(measurements, key, count);
  const entries = STEPS.flatMap(({ name, withIt, without, meaning }): [string, Ratio][] => {
    const [above, below] = [own(withIt), own(without)];
    const rate = ratioPerRound(above.map(rateOf), below.map(rateOf));
    const cpu = ratioPerRound(below.map(cpuOf), above.map(cpuOf));
    return [
      [name, { spread: rate, meaning: `${meaning}, requests/s` }],
      [`${name}Cpu`, { spread: cpu, meaning: 'the same as CPU per order, without ÷ with' }],
    ];
  });
  return Object.fromEntries(entries);
}

const rateOf = ({ requestsPerSecond }: Measurement) => requestsPerSecond;
const cpuOf = ({ cpuUsPerOrder }: Measurement) => cpuUsPerOrder;

/** The content of `tricks.json`. */
export function tricksJson({ variants, generator, ...run }: TricksRun): object {
  const titles = Object.fromEntries(variants.map(({ key, title }) => [key, title]));
  const ratios = tricksRatios({ variants, generator, ...run });
  return { ...resultHead('tricks', ratios, { generator }), variants: titles, ...run };
}

/** What the terminal shows and `tricks.md` keeps. */
export function tricksMarkdown(run: TricksRun): string {
  const { rounds, seconds, generator, warmUpSeconds, connections } = run;
  return [
    '# What each trick bought',
    `Each trick is taken away from the real gateway by a module that is loaded before it, the rest left as it is; the steps of the usual way are servers of their own. ${rounds} interleaved rounds of ${seconds} s after ${warmUpSeconds} s of warm-up, ${connections.join(', ')} connections, ${generator}, Redis on \`everysec\`. CPU is that of the server and its Redis. Medians, in brackets the lowest and the highest round.`,
    table(run),
    '## Ratios, taken within each round',
    ratioTable(tricksRatios(run)),
    originLine({ generator }),
  ].join('\n\n');
}

function table({ variants, measurements, connections: [count = 0] }: TricksRun): string {
  const rows = variants.map(({ key, title }) => {
    const own = byRound(measurements, key, count);
    const cell = (figure: (one: Measurement) => number, decimals = 0) =>
      withSpread(spread(own.map(figure)), decimals);
    return [
      title,
      cell(rateOf),
      cell(({ p99Ms }) => p99Ms, 1),
      cell(({ serverCpuUsPerOrder }) => serverCpuUsPerOrder),
      cell(({ redisCpuUsPerOrder }) => redisCpuUsPerOrder),
    ];
  });
  const head = ['variant', 'requests/s', 'p99 ms', 'server CPU µs/order', 'Redis CPU µs/order'];
  return markdownTable({ head, align: ['left'], rows });
}
