import type { Figure, Series } from '../chart/figure.model.ts';
import { linearTicks } from '../chart/plot-scales.ts';
import { COLOURS } from '../chart/theme.ts';
import type { FairnessRun } from './fairness-report.ts';
import { WINDOW } from './fairness-round.ts';
import { dueShares } from './shares.ts';

const LINES = [COLOURS.async, COLOURS.sync, COLOURS.third];

/** What part of the begins each client gets, from the first order to the last of the first round. */
export function fairnessFigure({ clients, rounds }: FairnessRun): Figure {
  const [{ shares, judged } = { shares: [], judged: 0 }] = rounds;
  const due = dueShares(clients);
  const series = clients.flatMap(({ client, weight }, nth): Series[] => {
    const colour = LINES[nth % LINES.length] ?? COLOURS.async;
    const points = shares.map((window, index) => ({
      x: (index + 1) * WINDOW,
      y: (window[client] ?? 0) * 100,
    }));
    const level = [WINDOW, judged].map((x) => ({ x, y: (due[client] ?? 0) * 100 }));
    return [
      { name: `weight ${weight}`, colour, kind: 'measured', points },
      { name: '', colour, kind: 'ideal', points: level },
    ];
  });
  return {
    title: 'Shares of three clients whose queues are full',
    subtitle: `Of each ${WINDOW} orders that began; dotted: what is due, until the first has no more`,
    xTitle: 'orders that began',
    xTicks: linearTicks(shares.length * WINDOW),
    xScale: 'linear',
    panels: [{ yTitle: '% of the begins', yScale: 'linear', series }],
    footnote: 'npm run bench:fairness',
  };
}
