import { describeCommit, describeMachine, describeVersions } from '../measure/machine.ts';
import { originLine } from '../measure/ratio-report.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import { CALLERS, GATEWAY_COUNTS, type TransportFigures, UNREAD } from './replies.model.ts';

/** Versions that shape these figures beside those of every benchmark. */
const TOOLS = { kafka: '4.2.1', artemis: '2.44.0', '@platformatic/kafka': '2.12.1', rhea: '3.0.5' };

/** What `results/replies.json` holds. */
export function repliesJson(figures: readonly TransportFigures[], rounds: number): object {
  return {
    benchmark: 'replies',
    measuredAt: new Date().toISOString(),
    commit: describeCommit(),
    machine: describeMachine(),
    versions: { ...describeVersions(), ...TOOLS },
    rounds,
    callers: CALLERS,
    unread: UNREAD,
    transports: figures,
  };
}

/** One line for each transport, fastest first. */
export function repliesMarkdown(figures: readonly TransportFigures[]): string {
  const sorted = figures.toSorted((a, b) => a.p50Ms.median - b.p50Ms.median);
  const table = markdownTable({
    head: [
      'transport',
      'p50 ms',
      'p99 ms',
      `replies/s, ${CALLERS} callers`,
      'broker CPU µs per reply',
      `delivered per reply at ${GATEWAY_COUNTS.join(', ')} gateways`,
      `p50 ms, ${grouped(UNREAD)} unread`,
      `p99 ms, ${grouped(UNREAD)} unread`,
      'back after restart, ms',
    ],
    align: ['left'],
    rows: sorted.map(rowOf),
  });
  return `${table}\n\n${originLine(TOOLS)}`;
}

function rowOf(figures: TransportFigures): string[] {
  const { deliveredPerReply } = figures;
  return [
    figures.transport,
    grouped(figures.p50Ms.median, 2),
    grouped(figures.p99Ms.median, 2),
    grouped(figures.throughputPerSecond.median),
    grouped(figures.brokerCpuUs.median),
    GATEWAY_COUNTS.map((count) => deliveredText(deliveredPerReply[count])).join(', '),
    grouped(figures.unreadP50Ms.median, 2),
    grouped(figures.unreadP99Ms.median, 2),
    grouped(figures.recoveryMs.median),
  ];
}

/** A dash where there cannot be so many gateways. */
export function deliveredText(delivered: number | null | undefined): string {
  if (delivered === null || delivered === undefined) return '–';
  return grouped(delivered, Number.isInteger(delivered) ? 0 : 1);
}
