import { originLine, type Ratios, ratioTable, resultHead } from '../measure/ratio-report.ts';
import { spread } from '../measure/statistics.ts';
import { grouped, markdownTable } from '../measure/text-table.ts';
import { type FairnessPlan, type FairnessRound, WINDOW } from './fairness-round.ts';
import { dueShares } from './shares.ts';

export interface FairnessRun extends FairnessPlan {
  /** Orders in flight at most. */
  slots: number;
  rounds: readonly FairnessRound[];
}

/** Every ratio that the benchmark is for; named as in `fairness.json`. */
export function fairnessRatios({ rounds, clients, slots }: FairnessRun): Ratios {
  const weights = clients.map(({ weight }) => weight);
  const turn = weights.reduce((sum, weight) => sum + weight, 1);
  return {
    worstShare: {
      spread: spread(rounds.map((round) => round.worstShare)),
      meaning: `least that a client got in ${WINDOW} begins in a row ÷ its due, weights ${weights.join(' : ')}`,
      required: '≥ 0.9',
    },
    lateOrderBehind: {
      spread: spread(rounds.map((round) => round.lateOrderBehind)),
      meaning:
        'orders that began between the acceptance of another client’s only order and its begin',
      // One turn of everybody, and what was on its way to the backend.
      required: `≤ ${turn + slots}`,
    },
  };
}

/** The content of `fairness.json`. */
export function fairnessJson(run: FairnessRun): object {
  return { ...resultHead('fairness', fairnessRatios(run)), windowOrders: WINDOW, ...run };
}

/** What the terminal shows and `fairness.md` keeps. */
export function fairnessMarkdown(run: FairnessRun): string {
  const { clients, orders, rounds, slots, latencyMs } = run;
  return [
    '# Fairness',
    `${clients.length} clients with keys of weights ${clients.map(({ weight }) => weight).join(' : ')}, ${grouped(orders)} orders of each waiting before the first begins; ${slots} orders in flight, backend of ${latencyMs} ms. Judged by the order in which the backend saw them, as long as all had orders that waited, in every ${WINDOW} begins in a row. In the middle one order of a fourth client (weight 1) comes. Rounds: ${rounds.length}.`,
    table(run),
    '## Ratios',
    ratioTable(fairnessRatios(run)),
    originLine(),
  ].join('\n\n');
}

/** Windows that follow one another, over all rounds, while all had orders that waited. */
function table({ clients, rounds }: FairnessRun): string {
  const due = dueShares(clients);
  const windows = rounds.flatMap(({ shares, judged }) =>
    shares.slice(0, Math.floor(judged / WINDOW)),
  );
  const percent = (share = Number.NaN) => grouped(share * 100, 1);
  const rows = clients.map(({ client, weight }) => {
    const got = spread(windows.map((shares) => shares[client] ?? 0));
    const { median, min, max } = got;
    return [client, String(weight), percent(due[client]), ...[median, min, max].map(percent)];
  });
  const head = ['client', 'weight', 'due, %', 'median, %', 'lowest, %', 'highest, %'];
  return markdownTable({ head, align: ['left'], rows });
}
