import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PROJECT_FOLDER } from '../../scripts/stack/project.ts';

/** Writes `results/<path>`, making folders on the way; gives the path as a person would type it. */
export function writeResult(folder: string, path: string, content: string | object): string {
  const target = join(PROJECT_FOLDER, folder, path);
  mkdirSync(dirname(target), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  writeFileSync(target, text.endsWith('\n') ? text : `${text}\n`);
  return relative(process.cwd(), target);
}
