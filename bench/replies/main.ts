import { parseArgs } from 'node:util';
import { drawFigure } from '../chart/draw-figure.ts';
import { countOption, UsageError } from '../measure/cli-options.ts';
import { Progress } from '../measure/progress.ts';
import { publishReport } from '../measure/publish-report.ts';
import { runMain } from '../measure/run-main.ts';
import { figuresOf, TransportBench } from './measure-transport.ts';
import type { RoundFigures, TransportFigures } from './replies.model.ts';
import { drawLatencies } from './latency-figure.ts';
import { deliveredFigure } from './replies-figure.ts';
import { repliesGuide } from './replies-guide.ts';
import { repliesJson, repliesMarkdown } from './replies-report.ts';
import { openTransportDoor } from './transport-door.ts';

const progress = new Progress();

await runMain(async (resources) => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      transports: { type: 'string', default: '' },
      out: { type: 'string', default: 'results' },
    },
  });
  const rounds = countOption('rounds', values.rounds);
  progress.live('building');
  const door = await openTransportDoor(resources.signal);
  const names = chosen(values.transports, door.REPLY_TRANSPORT_NAMES);
  const benches = names.map((name) => new TransportBench(name, door, resources, progress));
  const results = names.map((): RoundFigures[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, bench] of benches.entries()) {
      results[i]?.push(await bench.round());
      progress.line(`round ${round + 1} of ${rounds}: ${names[i]}`);
    }
  }
  const figures: TransportFigures[] = [];
  for (const [i, bench] of benches.entries()) {
    const delivered = await bench.deliveredPerReply();
    figures.push(figuresOf(names[i] ?? '', results[i] ?? [], delivered));
  }
  write(figures, rounds, values.out);
});

/** @throws UsageError naming what there is when something else was asked for */
function chosen(list: string, known: readonly string[]): readonly string[] {
  if (list === '') return known;
  const names = list.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new UsageError(`There is no transport "${unknown}". Known: ${known.join(', ')}.`);
}

function write(figures: readonly TransportFigures[], rounds: number, folder: string): void {
  const markdown = repliesMarkdown(figures);
  const files = {
    'bench/replies.json': repliesJson(figures, rounds),
    'bench/replies.md': markdown,
    'bench/replies-guide.md': repliesGuide(figures),
    'bench/replies-latency.svg': drawLatencies(figures),
    'bench/replies-delivered.svg': drawFigure(deliveredFigure(figures)),
  };
  publishReport(progress, { folder, files, shown: markdown });
}
