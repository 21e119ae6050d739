import { describeCommit, describeMachine, describeVersions } from '../measure/machine.ts';
import { originLine } from '../measure/ratio-report.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import { totalTime } from './flame-figure.ts';
import { timeByOrigin } from './flame-tree.ts';
import type { FlameRun } from './flame.model.ts';

/** Smaller ones are told together. */
const SMALLEST_SHARE = 0.01;

interface OriginTime {
  origin: string;
  share: number;
  usPerOrder: number;
}

/** The content of `flame.json`. */
export function flameJson(runs: readonly FlameRun[], generator: string): object {
  return {
    benchmark: 'flame',
    measuredAt: new Date().toISOString(),
    commit: describeCommit(),
    machine: describeMachine(),
    versions: { ...describeVersions(), generator },
    runs: runs.map(({ tree, ...run }) => ({ ...run, origins: originTimes({ tree, ...run }) })),
  };
}

/** What the terminal shows and `flame.md` keeps. */
export function flameMarkdown(runs: readonly FlameRun[], generator: string): string {
  return [
    '# Where the time goes',
    "V8's CPU profiler in the real process while it worked, a sample each 0.25 ms; waiting for work is left out. Time counts where it was spent, not where it was asked for; a function that V8 brings along (`JSON.parse`) counts for whoever calls it. The microseconds are these shares of the CPU time that the kernel counted for the whole process, which the profiler makes larger: the shares carry further.",
    ...runs.map(section),
    originLine({ generator }),
  ].join('\n\n');
}

function section(run: FlameRun): string {
  const rows = originTimes(run).map(({ origin, share, usPerOrder }) => [
    origin,
    `${grouped(share * 100, 1)} %`,
    grouped(usPerOrder, 1),
  ]);
  const head = ['', 'share', 'CPU µs/order'];
  const { app, doing, orders, seconds, cpuUsPerOrder } = run;
  return [
    `## ${app}: ${doing}`,
    `${grouped(orders)} orders in ${grouped(seconds, 1)} s, ${grouped(cpuUsPerOrder)} µs of CPU time each.`,
    markdownTable({ head, align: ['left'], rows }),
  ].join('\n\n');
}

/** By origin, the largest first; what is small is one line at the end. */
export function originTimes({ tree, cpuUsPerOrder }: FlameRun): OriginTime[] {
  const totalUs = totalTime(tree);
  const all = [...timeByOrigin(tree)].map(([origin, us]) => ({
    origin,
    share: us / totalUs,
    usPerOrder: (us / totalUs) * cpuUsPerOrder,
  }));
  const large = all.filter(({ share }) => share >= SMALLEST_SHARE);
  const small = all.filter(({ share }) => share < SMALLEST_SHARE);
  if (small.length === 0) return large;
  const sum = (figure: (one: OriginTime) => number) =>
    small.reduce((total, one) => total + figure(one), 0);
  const others = { share: sum((one) => one.share), usPerOrder: sum((one) => one.usPerOrder) };
  return [...large, { origin: `${small.length} others`, ...others }];
}
