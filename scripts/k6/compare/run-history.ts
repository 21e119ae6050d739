import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SuiteResult } from '../suite-result.ts';

/** Results of one run: the JSON files of a folder. What was broken on purpose is no run. */
export function readRun(folder: string): SuiteResult[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as SuiteResult)
    .filter(({ breakage }) => breakage === null);
}

/** A folder of runs, a folder each, the oldest first by name. */
export function readHistory(folder: string): SuiteResult[][] {
  return runFolders(folder).map((name) => readRun(join(folder, name)));
}

/** Puts a run beside the earlier ones and lets the oldest go beyond `keep`. */
export function remember(folder: string, runFolder: string, keep: number): void {
  const name = new Date().toISOString().replaceAll(':', '-');
  mkdirSync(join(folder, name), { recursive: true });
  for (const file of readdirSync(runFolder).filter((it) => it.endsWith('.json'))) {
    cpSync(join(runFolder, file), join(folder, name, file));
  }
  for (const old of runFolders(folder).slice(0, -keep)) {
    rmSync(join(folder, old), { recursive: true });
  }
}

function runFolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort();
}
