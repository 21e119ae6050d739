import type { Figure, Panel, Point } from '../chart/figure.model.ts';
import { COLOURS } from '../chart/theme.ts';
import type { Measurement } from '../accept/measurement.ts';
import { spread } from '../measure/statistics.ts';
import { ofSize, type PayloadRun, type PayloadVariant, VARIANT_TITLES } from './payload-report.ts';

const LABELS: Record<PayloadVariant, { name: string; colour: string }> = {
  gateway: { name: 'gateway', colour: COLOURS.async },
  bare: { name: 'bare Fastify', colour: COLOURS.sync },
};

/** Accept rate and CPU per order, by the size of an order's body. */
export function payloadFigure(run: PayloadRun): Figure {
  const { connections, generator } = run;
  return {
    title: 'What larger orders cost',
    subtitle: `Accepting over ${connections} connections`,
    xTitle: 'bytes of an order',
    xTicks: run.sizes,
    panels: [
      panel(run, 'orders accepted/s', (one) => one.requestsPerSecond),
      panel(run, 'CPU per order, server and Redis, µs', (one) => one.cpuUsPerOrder),
    ],
    footnote: `npm run bench:payload · ${generator}`,
  };
}

function panel(run: PayloadRun, yTitle: string, figure: (one: Measurement) => number): Panel {
  const variants = Object.keys(VARIANT_TITLES) as PayloadVariant[];
  const series = variants.map((variant) => ({
    ...LABELS[variant],
    kind: 'measured' as const,
    points: run.sizes.map((size): Point => {
      const { median, min, max } = spread(ofSize(run, variant, size).map(figure));
      return { x: size, y: median, low: min, high: max };
    }),
  }));
  return { yTitle, yScale: 'log', series };
}
