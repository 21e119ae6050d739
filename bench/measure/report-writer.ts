import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';

/** Writes `<folder>/<path>`, making folders on the way; gives the path as a person would type it. */
export function writeResult(folder: string, path: string, content: string | object): string {
  const target = resultFile(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  writeFileSync(target, text.endsWith('\n') ? text : `${text}\n`);
  return relative(process.cwd(), target);
}

/** A relative folder is one of the project, wherever it was typed; an absolute one is meant as it is. */
export function resultFile(folder: string, path: string): string {
  return resolve(PROJECT_FOLDER, folder, path);
}
