import { originLine, ratioTable, resultHead, withSpread } from '../measure/ratio-report.ts';
import { spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import { bridgeRatios, byRound } from './bridge-ratios.ts';
import type { BridgeMeasurement, RoundsOptions } from './bridge-rounds.ts';
import type { OrderWay } from './order-way.ts';

/** Whose CPU time an order costs, and what the table calls it. */
const PROCESSES = [
  ['gateway', 'gateway'],
  ['order-worker', 'worker'],
  ['redis', 'Redis'],
  ['mock-backend', 'backend'],
] as const;

export interface BridgeRun extends RoundsOptions {
  ways: readonly Pick<OrderWay, 'key' | 'title'>[];
  generator: string;
  measurements: readonly BridgeMeasurement[];
}

/** The content of `bridge.json`. */
export function bridgeJson({ ways, generator, ...run }: BridgeRun): object {
  const titles = Object.fromEntries(ways.map(({ key, title }) => [key, title]));
  const head = resultHead('bridge', bridgeRatios(run.measurements), { generator });
  return { ...head, ways: titles, ...run };
}

/** What the terminal shows and `bridge.md` keeps. */
export function bridgeMarkdown(run: BridgeRun): string {
  const { rounds, seconds, warmUpSeconds, connections, unloadedOrders, generator } = run;
  const { median, max } = spread(run.measurements.map(({ foreignCores }) => foreignCores));
  return [
    '# Sync over async',
    `${rounds} interleaved rounds against the mock backend (5 ms, unbounded workers). Unloaded: ${unloadedOrders} orders of each way, one at a time and in turn. Loaded: ${connections} connections for ${seconds} s after ${warmUpSeconds} s of warm-up, ${generator}, one generator thread. Every answer has to be an outcome, and the backend has to have saved it. One gateway, one worker. Medians, in brackets the lowest and the highest round.`,
    figures(run),
    '## Differences and ratios, taken within each round',
    ratioTable(bridgeRatios(run.measurements)),
    `Processes outside of the measurement, the generator included, took ${grouped(median, 2)} cores (${grouped(max, 2)} at worst).`,
    originLine({ generator }),
  ].join('\n\n');
}

function figures({ ways, measurements, connections }: BridgeRun): string {
  const head = [
    'way',
    'unloaded p50 ms',
    `orders/s at ${connections}`,
    'p50 ms',
    'p99 ms',
    ...PROCESSES.map(([, title]) => `CPU µs/order: ${title}`),
  ];
  const rows = ways.map(({ key, title }) => {
    const own = byRound(measurements, key);
    const cell = (figure: (one: BridgeMeasurement) => number, decimals: number) =>
      withSpread(spread(own.map(figure)), decimals);
    return [
      title,
      cell((one) => one.unloadedP50Ms, 2),
      cell((one) => one.ordersPerSecond, 0),
      cell((one) => one.p50Ms, 1),
      cell((one) => one.p99Ms, 1),
      ...PROCESSES.map(([name]) => cpuCell(own, name)),
    ];
  });
  return markdownTable({ head, align: ['left'], rows });
}

/** A direct call needs the backend alone. */
function cpuCell(own: readonly BridgeMeasurement[], name: string): string {
  const cpuUs = own.flatMap(({ cpuUsPerOrder }) => cpuUsPerOrder[name] ?? []);
  return cpuUs.length === 0 ? '–' : withSpread(spread(cpuUs), 0);
}
