import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { drawFigure } from '../../../bench/chart/draw-figure.ts';
import { PROJECT_FOLDER } from '../../stack/project.ts';
import type { SuiteResult } from '../suite-result.ts';
import { RESULTS_FOLDER } from '../suite-run.ts';
import { benchSection } from './bench-section.ts';
import { breakpointFigure } from './breakpoint-figure.ts';
import { fillSlots, type SlotKind } from './fill-slots.ts';
import { ladderTable, type OtherLadder } from './ladder-table.ts';
import { type BenchResult, peersTable } from './peers-table.ts';
import { pictureLine, picturesOf } from './picture.ts';
import { suiteTable } from './suite-table.ts';

const PAGE = join(PROJECT_FOLDER, 'docs', 'performance.md');
const PICTURES = join(PROJECT_FOLDER, 'docs', 'pictures');
const BENCH_RESULTS = join('results', 'bench');

/** Fills the page with what the last runs came to; nobody types a figure into it. */
async function main(): Promise<void> {
  const page = fillSlots(readFileSync(PAGE, 'utf8'), contentOf);
  const style = await resolveConfig(PAGE);
  writeFileSync(PAGE, await format(page, { ...style, parser: 'markdown' }));
  process.stdout.write(`written: docs/performance.md\n`);
}

function contentOf(kind: SlotKind, name: string): string | undefined {
  return kind === 'bench' ? benchContent(name) : suiteContent(name);
}

function benchContent(name: string): string | undefined {
  if (name === 'peers') return peersTable(benchResult);
  const text = readText(join(BENCH_RESULTS, `${name}.md`));
  if (text === undefined) return undefined;
  const pictures = picturesOf(name, readdirSync(join(PROJECT_FOLDER, BENCH_RESULTS)));
  const shown = pictures.map((file) => show(file, readText(join(BENCH_RESULTS, file)) ?? ''));
  return [...shown, benchSection(text)].join('\n\n');
}

function benchResult(name: string): BenchResult | undefined {
  return readJson(join(BENCH_RESULTS, `${name}.json`)) as BenchResult | undefined;
}

/** Puts the picture beside the page, which is read where there are no results. */
function show(file: string, svg: string): string {
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, file), svg);
  return pictureLine(file, svg);
}

function suiteContent(suite: string): string | undefined {
  const result = readJson(join(RESULTS_FOLDER, `${suite}.json`)) as SuiteResult | undefined;
  if (!result) return undefined;
  if (suite === 'breakpoint') return breakpointContent(result);
  if (suite !== 'ladder') return suiteTable(result);
  return ladderTable(result, readJson(join('results', 'ladder.json')) as OtherLadder | undefined);
}

function breakpointContent(result: SuiteResult): string {
  const figure = breakpointFigure(result);
  // Of a run that broke there is nothing to draw.
  if (figure.xTicks.length === 0) return suiteTable(result);
  const picture = show('k6-breakpoint.svg', `${drawFigure(figure)}\n`);
  return `${picture}\n\n${suiteTable(result)}`;
}

function readJson(path: string): unknown {
  const text = readText(path);
  return text === undefined ? undefined : JSON.parse(text);
}

function readText(path: string): string | undefined {
  const file = join(PROJECT_FOLDER, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

await main();
