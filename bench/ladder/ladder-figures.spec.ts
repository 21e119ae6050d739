import { drawFigure } from '../chart/draw-figure.ts';
import {
  beginningFigure,
  latencyFigure,
  memoryFigure,
  throughputFigure,
} from './ladder-figures.ts';
import { ladderRows } from './ladder-rows.ts';
import { CONTENDED, rungRun } from './testing/rung-runs.ts';

function ladderOf(rungs: number[]) {
  const runs = rungs.flatMap((orders) => [rungRun('sync', orders), rungRun('async', orders)]);
  return {
    profileName: 'contended',
    profile: CONTENDED,
    runs: 1,
    rows: ladderRows(runs, CONTENDED),
  };
}

function count(svg: string, pattern: RegExp): number {
  return svg.match(pattern)?.length ?? 0;
}

describe('the pictures', () => {
  const ladder = ladderOf([10, 50, 1_000]);

  it('show a dot per measured point, and the published and ideal lines without', () => {
    const svg = drawFigure(throughputFigure(ladder, ['sync', 'async']));
    expect(count(svg, /<circle/g)).toBe(6);
    expect(count(svg, /<path/g)).toBe(5);
    expect(svg).toContain('sync, published');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('show the beginning of the sync curve alone', () => {
    const figure = beginningFigure(ladder);
    expect(figure.xTicks).toEqual([10, 50]);
    expect(figure.panels[0]?.series.map(({ name }) => name)).toEqual([
      'sync',
      'sync, published',
      'ideal',
    ]);
  });

  it('leave out what was not published and what has no ideal', () => {
    const svg = drawFigure(latencyFigure(ladderOf([7])));
    expect(svg).not.toContain('published');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('show the heap and the pauses of both endpoints', () => {
    const { panels } = memoryFigure(ladder);
    expect(panels).toHaveLength(3);
    for (const { series } of panels) expect(series).toHaveLength(2);
  });
});
