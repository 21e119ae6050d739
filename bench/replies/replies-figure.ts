import type { Figure, Series } from '../chart/figure.model.ts';
import { COLOURS } from '../chart/theme.ts';
import { GATEWAY_COUNTS, type TransportFigures } from './replies.model.ts';

/** The cost of filtering: what brokers deliver per reply, by the number of gateways. */
export function deliveredFigure(figures: readonly TransportFigures[]): Figure {
  const filtered = figures.filter(({ transport }) => transport === 'kafka-filter');
  const others = figures.filter(({ transport }) => transport === 'kafka-partition');
  const series = [
    ...filtered.map((it) => lineOf(it, 'kafka-filter', COLOURS.async)),
    ...others.map((it) => lineOf(it, 'all others', COLOURS.sync)),
  ];
  return {
    title: 'What it costs that every gateway reads every reply',
    subtitle: 'Messages that the broker delivers for one reply',
    xTitle: 'gateways',
    xTicks: [...GATEWAY_COUNTS],
    panels: [{ yTitle: 'messages delivered per reply', yScale: 'linear', series }],
    footnote: 'npm run bench:replies',
  };
}

function lineOf({ deliveredPerReply }: TransportFigures, name: string, colour: string): Series {
  const points = GATEWAY_COUNTS.flatMap((x) => {
    const y = deliveredPerReply[x];
    return y === null || y === undefined ? [] : [{ x, y }];
  });
  return { name, colour, kind: 'measured', points };
}
