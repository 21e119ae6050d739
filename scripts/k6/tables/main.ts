import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROJECT_FOLDER } from '../../stack/project.ts';
import type { SuiteResult } from '../suite-result.ts';
import { RESULTS_FOLDER } from '../suite-run.ts';
import { benchSection } from './bench-section.ts';
import { fillSlots, type SlotKind } from './fill-slots.ts';
import { ladderTable, type OtherLadder } from './ladder-table.ts';
import { suiteTable } from './suite-table.ts';

const PAGE = join(PROJECT_FOLDER, 'docs', 'performance.md');

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
  const text = readText(join('results', 'bench', `${name}.md`));
  return text === undefined ? undefined : benchSection(text);
}

function suiteContent(suite: string): string | undefined {
  const result = readJson(join(RESULTS_FOLDER, `${suite}.json`)) as SuiteResult | undefined;
  if (!result) return undefined;
  if (suite !== 'ladder') return suiteTable(result);
  return ladderTable(result, readJson(join('results', 'ladder.json')) as OtherLadder | undefined);
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
