import type { Figure, Panel, Point, Series } from '../chart/figure.model.ts';
import { COLOURS } from '../chart/theme.ts';
import type { Endpoint, LadderFigures, LadderRow, RungRun } from './ladder.model.ts';
import type { Ladder } from './ladder-report.ts';
import { mean, spread } from '../measure/statistics.ts';

const X_TITLE = 'orders submitted, at most 1,000 at once';

/** Saved orders per minute by load, as in the original's pictures. */
export function throughputFigure(ladder: Ladder, endpoints: readonly Endpoint[]): Figure {
  const figure: keyof LadderFigures = 'throughputPerMinute';
  const series = [
    ...endpoints.map((endpoint) => measured(ladder, endpoint, figure)),
    ...endpoints.map((endpoint) => published(ladder, endpoint, figure)),
    ideal(ladder),
  ];
  const title =
    endpoints.length === 1
      ? 'Throughput of the sync path over the whole range'
      : 'Throughput under rising load: sync against async';
  return figureOf(ladder, title, [{ yTitle: 'orders saved per minute', yScale: 'linear', series }]);
}

/** The beginning of the sync curve, where all still looks well. */
export function beginningFigure(ladder: Ladder): Figure {
  const rows = ladder.rows.filter(({ orders }) => orders <= 50);
  const { panels, ...rest } = throughputFigure({ ...ladder, rows }, ['sync']);
  return { ...rest, title: 'Throughput of the sync path at the beginning', panels };
}

/** How long a client waits for its answer. */
export function latencyFigure(ladder: Ladder): Figure {
  const series = (['sync', 'async'] as const).flatMap((endpoint) => [
    measured(ladder, endpoint, 'latencyMs'),
    published(ladder, endpoint, 'latencyMs'),
  ]);
  const panel: Panel = { yTitle: 'mean latency in ms, logarithmic', yScale: 'log', series };
  return figureOf(ladder, 'Time until the client has its answer', [panel]);
}

/** What the waiting calls do to the gateway's own memory. */
export function memoryFigure(ladder: Ladder): Figure {
  const panel = (yTitle: string, of: (run: RungRun) => number): Panel => ({
    yTitle,
    yScale: 'linear',
    series: [perRun(ladder, 'sync', of), perRun(ladder, 'async', of)],
  });
  return figureOf(ladder, 'Memory of the gateway under rising load: sync against async', [
    panel('peak heap in MB', ({ memory }) => memory.peakHeapMb),
    panel(
      'peak of the old space in MB: what outlived young collections',
      ({ memory }) => memory.peakOldMb,
    ),
    panel('ms in garbage collection per run', ({ memory }) => memory.pauseMs),
  ]);
}

function figureOf(ladder: Ladder, title: string, panels: Panel[]): Figure {
  const { profileName, runs, rows } = ladder;
  const hasPublished = panels.some(({ series }) => series.some(isPublished));
  return {
    title,
    subtitle: `Backend profile “${profileName}”, ${meanOf(runs)}`,
    xTitle: X_TITLE,
    xTicks: [...new Set(rows.map(({ orders }) => orders))],
    panels: panels.map((panel) => ({ ...panel, series: panel.series.filter(hasPoints) })),
    footnote: hasPublished ? 'Dashed: the published figures of the original experiment.' : '',
  };
}

function meanOf(runs: number): string {
  return runs === 1 ? 'one run' : `mean of ${runs} runs; bars: lowest and highest run`;
}

function isPublished({ kind, points }: Series): boolean {
  return kind === 'published' && points.length > 0;
}

function hasPoints({ points }: Series): boolean {
  return points.length > 0;
}

function measured(ladder: Ladder, endpoint: Endpoint, figure: keyof LadderFigures): Series {
  return perRun(ladder, endpoint, (run) => run[figure]);
}

function perRun(ladder: Ladder, endpoint: Endpoint, of: (run: RungRun) => number): Series {
  const points = rowsOf(ladder, endpoint).map(({ orders, runs }): Point => {
    const { min, max } = spread(runs.map(of));
    return { x: orders, y: mean(runs.map(of)), low: min, high: max };
  });
  return { name: endpoint, colour: COLOURS[endpoint], kind: 'measured', points };
}

function published(ladder: Ladder, endpoint: Endpoint, figure: keyof LadderFigures): Series {
  const points = rowsOf(ladder, endpoint).flatMap(({ orders, published: line }) =>
    line ? [{ x: orders, y: line[figure] }] : [],
  );
  const name = `${endpoint}, published`;
  return { name, colour: COLOURS[endpoint], kind: 'published', points };
}

function ideal(ladder: Ladder): Series {
  const points = rowsOf(ladder, 'async').flatMap(({ orders, idealThroughputPerMinute: y }) =>
    y === undefined ? [] : [{ x: orders, y }],
  );
  return { name: 'ideal', colour: COLOURS.ideal, kind: 'ideal', points };
}

function rowsOf({ rows }: Ladder, endpoint: Endpoint): LadderRow[] {
  return rows.filter((row) => row.endpoint === endpoint);
}
