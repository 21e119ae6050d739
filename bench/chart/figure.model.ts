/** How a line is to be read: our own figures, somebody's published ones, or what would be perfect. */
export type LineKind = 'measured' | 'published' | 'ideal';

export interface Point {
  x: number;
  y: number;
  /** Lowest and highest of the runs behind `y`; drawn as a whisker. */
  low?: number;
  high?: number;
}

export interface Series {
  /** Stands at the line's end; empty of a line whose colour says enough. */
  name: string;
  colour: string;
  kind: LineKind;
  points: readonly Point[];
}

/** One plot. Several of them in a figure stand below one another and share the x axis. */
export interface Panel {
  /** What the y axis counts, unit included. */
  yTitle: string;
  /** `log` for values over several decades; all of them must then be above zero. */
  yScale: 'linear' | 'log';
  series: readonly Series[];
}

export interface Figure {
  title: string;
  subtitle: string;
  xTitle: string;
  /** Where the x axis has its ticks; it reaches from the first to the last. */
  xTicks: readonly number[];
  /** Logarithmic when left out: loads span decades. */
  xScale?: 'linear' | 'log';
  panels: readonly Panel[];
  /** Where the figures come from. */
  footnote: string;
}
